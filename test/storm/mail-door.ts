import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands before the mail server: closed, it takes no letters. */
export interface MailDoor {
  url: string;
  open: boolean;
  stop(): Promise<void>;
}

export async function openMailDoor(smtpUrl: string): Promise<MailDoor> {
  const { hostname, port } = new URL(smtpUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.once('close', () => sockets.delete(client));
    client.on('error', () => client.destroy());
    if (!door.open) {
      client.end('421 4.3.2 Service not available\r\n');
      return;
    }
    const behind = connect(Number(port), hostname);
    sockets.add(behind);
    behind.once('close', () => sockets.delete(behind));
    behind.on('error', () => client.destroy());
    client.on('close', () => behind.destroy());
    behind.on('close', () => client.destroy());
    client.pipe(behind).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const door: MailDoor = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: true,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return door;
}
