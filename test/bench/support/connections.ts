import http from 'node:http';

/**
 * Connections that are kept from one request to the next, as Slack and browsers keep theirs. One that was idle for so long is closed by
 * us: whoever is measured closes it after 5 s at the soonest, and a request that is written at that moment would be lost.
 */
export const keptConnections = (atOnce: number): http.Agent =>
  new http.Agent({ keepAlive: true, maxSockets: atOnce, timeout: 2000 });
