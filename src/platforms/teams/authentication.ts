import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { TeamsSettings } from './settings.ts';

/** Why a delivery is not taken: 400 it is no activity, 401 it proves nothing, 403 it is not for us, 503 it cannot be checked now. */
export class NotTaken extends Error {
  override name = 'NotTaken';
  readonly status: 400 | 401 | 403 | 503;

  constructor(status: NotTaken['status'], why: string, cause?: unknown) {
    super(why, { cause });
    this.status = status;
  }
}

/** What is looked at of an activity before anything of it is believed. */
export interface Claimed {
  channelId: string;
  serviceUrl: string;
  /** Every tenant that the activity names. */
  tenants: (string | undefined)[];
}

export interface Authentication {
  /** Throws NotTaken unless Teams itself sent this, to us and for our tenant. */
  verify(authorization: string | undefined, activity: Claimed): Promise<void>;
  /** Fetches the keys, or throws what stands in the way. */
  check(): Promise<void>;
}

/** How far Microsoft's clock may be from ours, in seconds. */
const clockTolerance = 300;
const metadataMs = 24 * 60 * 60_000;

/**
 * The Bot Framework's connector-to-bot authentication. The adapter has one of its own, which looks for new keys at
 * most once an hour, takes tokens of other issuers than the connector's, does not look at the tenant and answers a
 * forged signature as a fault of ours.
 */
export function createAuthentication(settings: TeamsSettings): Authentication {
  let metadata: { at: number; issuer: string; keys: ReturnType<typeof createRemoteJWKSet> } | undefined;

  async function keySet() {
    if (metadata && Date.now() - metadata.at < metadataMs) return metadata;
    try {
      const response = await fetch(settings.openIdMetadataUrl, { signal: AbortSignal.timeout(5000) });
      const { issuer, jwks_uri } = (await response.json()) as { issuer: string; jwks_uri: string };
      // A key that we do not know is asked for at once, and at most twice a minute: keys may be exchanged any time.
      const keys = createRemoteJWKSet(new URL(jwks_uri), {
        cooldownDuration: 30_000,
        cacheMaxAge: metadataMs,
        timeoutDuration: 5000,
      });
      metadata = { at: Date.now(), issuer, keys };
      return metadata;
    } catch (error) {
      if (metadata) return metadata;
      throw new NotTaken(503, 'the keys cannot be fetched', error);
    }
  }

  async function payloadOf(authorization: string | undefined, channelId: string): Promise<JWTPayload> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (!token) throw new NotTaken(401, 'no token');
    const { issuer, keys } = await keySet();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer,
        audience: settings.appId,
        algorithms: ['RS256'],
        clockTolerance,
        requiredClaims: ['exp'],
      });
      const key = keys.jwks()?.keys.find((one) => one.kid === protectedHeader.kid);
      if (!(key as { endorsements?: string[] } | undefined)?.endorsements?.includes(channelId))
        throw new NotTaken(401, `the key is not endorsed for ${channelId}`);
      return payload;
    } catch (error) {
      if (error instanceof NotTaken) throw error;
      const unreachable =
        !(error instanceof errors.JOSEError) ||
        error instanceof errors.JWKSTimeout ||
        error.code === 'ERR_JOSE_GENERIC';
      if (!unreachable) throw new NotTaken(401, error.code, error);
      throw new NotTaken(503, 'the keys cannot be fetched', error);
    }
  }

  return {
    async verify(authorization, activity) {
      if (activity.channelId !== 'msteams') throw new NotTaken(403, `channel ${activity.channelId}`);
      if (settings.anonymous) return;
      const payload = await payloadOf(authorization, activity.channelId);
      if (payload.serviceurl !== activity.serviceUrl)
        throw new NotTaken(401, 'the token is for another service address');
      if (activity.tenants.length === 0 || activity.tenants.some((tenant) => tenant !== settings.tenantId))
        throw new NotTaken(403, 'another tenant');
    },
    async check() {
      if (settings.anonymous) return;
      const { keys } = await keySet();
      if (!keys.jwks()) await keys.reload();
    },
  };
}
