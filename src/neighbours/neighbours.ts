import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../db/database.ts';
import { createDigit, type Digit } from './digit/digit.ts';
import { createDirectoryHub, type DirectoryHub } from './directory-hub/hub.ts';
import { createDukcapil, type Dukcapil } from './dukcapil/dukcapil.ts';
import { createEmployeeRegister, type EmployeeRegister } from './employee-register/register.ts';
import type { Fetch } from './http/exchange.ts';
import { createMarketplace, type Marketplace } from './marketplace/marketplace.ts';

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
        ? createDukcapil({
            ...inside,
            fetch: later(async () => (await import('./dukcapil/sandbox.ts')).dukcapilSandbox()),
          })
        : null,
    digit: env.DIGIT_URL
      ? createDigit({ url: env.DIGIT_URL })
      : env.SANDBOX
        ? createDigit({
            ...inside,
            fetch: later(async () => (await import('./digit/sandbox.ts')).digitSandbox({ db, clock })),
          })
        : null,
    directoryHub: env.DIRECTORY_HUB_URL
      ? createDirectoryHub({ url: env.DIRECTORY_HUB_URL })
      : env.SANDBOX
        ? createDirectoryHub({
            ...inside,
            fetch: later(async () => (await import('./directory-hub/sandbox.ts')).directoryHubSandbox()),
          })
        : null,
    marketplace: env.MARKETPLACE_URL
      ? createMarketplace({ url: env.MARKETPLACE_URL, site: env.MARKETPLACE_DOMAIN, log })
      : env.SANDBOX
        ? createMarketplace({
            ...inside,
            site: new URL(publicUrl).hostname,
            fetch: later(async () =>
              (await import('./marketplace/sandbox.ts')).marketplaceSandbox({ db, clock, publicUrl }),
            ),
          })
        : null,
    employeeRegister: env.EMPLOYEE_REGISTER_URL
      ? createEmployeeRegister({ url: env.EMPLOYEE_REGISTER_URL })
      : null,
  };
}

/** A sandbox is loaded with the first question to it: where neighbours are set up none ever is. */
function later(open: () => Promise<Fetch>): Fetch {
  let opened: Promise<Fetch> | undefined;
  return async (url, init) => {
    opened ??= open();
    return (await opened)(url, init);
  };
}
