import { randomBytes } from 'node:crypto';
import type { Collection } from '../store.ts';
import { newId } from './ids.ts';

/** Random per state directory, and the same after a restart. */
export interface Secrets {
  botToken: string;
  appToken: string;
  signingSecret: string;
  verificationToken: string;
  teamId: string;
  appId: string;
  botId: string;
  botUser: string;
}

/** The secrets kept in a state, or new ones. */
export function loadSecrets(kept: Collection<Secrets>): Secrets {
  const known = kept.get('app');
  if (known) return known;
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  const digits = (): string => String(randomBytes(6).readUIntBE(0, 6)).padStart(12, '0').slice(-12);
  const teamId = newId('T');
  const appId = newId('A');
  const secrets: Secrets = {
    botToken: `xoxb-${digits()}-${digits()}-${hex(12)}`,
    appToken: `xapp-1-${appId}-${digits()}-${hex(32)}`,
    signingSecret: hex(16),
    verificationToken: hex(12),
    teamId,
    appId,
    botId: newId('B'),
    botUser: newId('U'),
  };
  kept.put('app', secrets);
  return secrets;
}
