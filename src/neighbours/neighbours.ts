import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../db/database.ts';
import { createDigit, type Digit } from './digit/digit.ts';
import { digitSandbox } from './digit/sandbox.ts';
import { createDirectoryHub, type DirectoryHub } from './directory-hub/hub.ts';
import { directoryHubSandbox } from './directory-hub/sandbox.ts';
import { createDukcapil, type Dukcapil } from './dukcapil/dukcapil.ts';
import { dukcapilSandbox } from './dukcapil/sandbox.ts';
import { createEmployeeRegister, type EmployeeRegister } from './employee-register/register.ts';
import { createMarketplace, type Marketplace } from './marketplace/marketplace.ts';
import { marketplaceSandbox } from './marketplace/sandbox.ts';

/** The registers outside. */
export interface Neighbours {
  dukcapil: Dukcapil | null;
  digit: Digit | null;
  directoryHub: DirectoryHub | null;
  marketplace: Marketplace | null;
  /** Null where our own tables are the register. */
  employeeRegister: EmployeeRegister | null;
}

/** Where they are (`.env.example`). */
export interface NeighbourSettings {
  DUKCAPIL_URL?: string;
  DIGIT_URL?: string;
  DIRECTORY_HUB_URL?: string;
  MARKETPLACE_URL?: string;
  /** Of its site, where that is another than its address's. */
  MARKETPLACE_DOMAIN?: string;
  EMPLOYEE_REGISTER_URL?: string;
  /** Sandboxes of our own stand for those that have no address. */
  SANDBOX: boolean;
}

/** A register whose address is not set is its sandbox, if that is wanted, or is not there. */
export function openNeighbours(
  env: NeighbourSettings,
  { db, clock, log, publicUrl }: { db: Database; clock: Clock; log: Log; publicUrl: string },
): Neighbours {
  const inside = { url: 'http://sandbox.invalid', sandbox: true };
  return {
    dukcapil: env.DUKCAPIL_URL
      ? createDukcapil({ url: env.DUKCAPIL_URL })
      : env.SANDBOX
        ? createDukcapil({ ...inside, fetch: dukcapilSandbox() })
        : null,
    digit: env.DIGIT_URL
      ? createDigit({ url: env.DIGIT_URL })
      : env.SANDBOX
        ? createDigit({ ...inside, fetch: digitSandbox({ db, clock }) })
        : null,
    directoryHub: env.DIRECTORY_HUB_URL
      ? createDirectoryHub({ url: env.DIRECTORY_HUB_URL })
      : env.SANDBOX
        ? createDirectoryHub({ ...inside, fetch: directoryHubSandbox() })
        : null,
    marketplace: env.MARKETPLACE_URL
      ? createMarketplace({ url: env.MARKETPLACE_URL, site: env.MARKETPLACE_DOMAIN, log })
      : env.SANDBOX
        ? createMarketplace({
            ...inside,
            site: new URL(publicUrl).hostname,
            fetch: marketplaceSandbox({ db, clock, publicUrl }),
          })
        : null,
    employeeRegister: env.EMPLOYEE_REGISTER_URL
      ? createEmployeeRegister({ url: env.EMPLOYEE_REGISTER_URL })
      : null,
  };
}
