import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { exportJWK, importPKCS8, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import type { Collection } from '../store.ts';
import type { TokenFlaw } from './contract/faults.ts';

interface KeyPair {
  kid: string;
  privatePem: string;
  publicJwk: Record<string, unknown>;
  endorsements: string[];
  published: boolean;
}

export interface SigningKeys {
  /** What `jwks_uri` answers. */
  published(): { keys: object[] };
  rotate(keepOld: boolean): Promise<void>;
  /** The Authorization header of a delivery, flawed as told. */
  authorization(audience: string, serviceUrl: string, flaw?: TokenFlaw): Promise<string | undefined>;
}

export const issuer = 'https://api.botframework.com';
const validSeconds = 3600;
/** How long one token serves every delivery. */
const reusedSeconds = 300;

async function newKey(endorsements: string[], published: boolean): Promise<KeyPair> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    kid: randomUUID(),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicJwk: { ...(await exportJWK(publicKey)) },
    endorsements,
    published,
  };
}

/** What every local Teams of this process begins with, since making a key takes a tenth of a second. */
let first: Promise<KeyPair[]> | undefined;
const firstKeys = (): Promise<KeyPair[]> =>
  (first ??= Promise.all([newKey(['webchat'], true), newKey(['msteams', 'webchat'], true)]));

/** Signs what no published key has signed. */
let unpublished: Promise<KeyPair> | undefined;
const stranger = (): Promise<KeyPair> => (unpublished ??= newKey(['msteams'], false));

/** Taking a key in costs more than signing with it. */
const privateKeys = new WeakMap<KeyPair, ReturnType<typeof importPKCS8>>();
function privateKeyOf(pair: KeyPair): ReturnType<typeof importPKCS8> {
  const key = privateKeys.get(pair) ?? importPKCS8(pair.privatePem, 'RS256');
  privateKeys.set(pair, key);
  return key;
}

/** The keys with which the local Teams signs what it sends: one in use, one that is not endorsed for Teams. */
export async function openKeys(kept: Collection<KeyPair[]>): Promise<SigningKeys> {
  let keys = kept.get('keys') ?? (await firstKeys());
  kept.put('keys', keys);

  async function signed(key: KeyPair, kid: string, claims: JWTPayload): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .sign(await privateKeyOf(key));
  }

  /** One that is in order serves some deliveries, as the Connector's do. */
  let lasting = { for: '', token: '' };
  async function inOrder(key: KeyPair, claims: JWTPayload): Promise<string> {
    const { aud, serviceurl, nbf = 0 } = claims;
    const asked = [key.kid, aud, serviceurl, Math.floor(nbf / reusedSeconds)].join(' ');
    if (lasting.for !== asked) lasting = { for: asked, token: await signed(key, key.kid, claims) };
    return lasting.token;
  }

  return {
    published: () => ({
      keys: keys
        .filter((key) => key.published)
        .map((key) => ({ ...key.publicJwk, use: 'sig', kid: key.kid, endorsements: key.endorsements })),
    }),
    async rotate(keepOld) {
      const unendorsed = keys.filter((key) => !key.endorsements.includes('msteams'));
      const old = keepOld ? keys.filter((key) => key.endorsements.includes('msteams')) : [];
      keys = [...unendorsed, ...old, await newKey(['msteams', 'webchat'], true)];
      kept.put('keys', keys);
    },
    async authorization(audience, serviceUrl, flaw = 'none') {
      const key = keys.at(-1);
      const unendorsed = keys[0];
      if (!key || !unendorsed) throw new Error('there are no signing keys');
      const now = Math.floor(Date.now() / 1000);
      const claims: JWTPayload = {
        iss: flaw === 'wrong_issuer' ? 'https://sts.elsewhere.example/' : issuer,
        aud: flaw === 'wrong_audience' ? randomUUID() : audience,
        nbf: flaw === 'not_yet_valid' ? now + validSeconds : now - 60,
        exp: flaw === 'expired' ? now - validSeconds : now + 2 * validSeconds,
        ...(flaw === 'no_service_url'
          ? {}
          : { serviceurl: flaw === 'wrong_service_url' ? 'https://elsewhere.example/' : serviceUrl }),
      };
      switch (flaw) {
        case 'missing':
          return undefined;
        case 'malformed':
          return 'Bearer not.a.token';
        case 'alg_none':
          return `Bearer ${new UnsecuredJWT(claims).encode()}`;
        case 'unknown_key':
          return `Bearer ${await signed(await stranger(), (await stranger()).kid, claims)}`;
        case 'wrong_signature':
          return `Bearer ${await signed(await stranger(), key.kid, claims)}`;
        case 'not_endorsed':
          return `Bearer ${await signed(unendorsed, unendorsed.kid, claims)}`;
        case 'hs256_with_public_key': {
          const secret = new TextEncoder().encode(JSON.stringify(key.publicJwk));
          const header = { alg: 'HS256', typ: 'JWT', kid: key.kid };
          return `Bearer ${await new SignJWT(claims).setProtectedHeader(header).sign(secret)}`;
        }
        default:
          return `Bearer ${await (flaw === 'none' ? inOrder(key, claims) : signed(key, key.kid, claims))}`;
      }
    },
  };
}
