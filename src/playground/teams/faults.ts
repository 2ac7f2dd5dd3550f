import { FaultList } from '../faults.ts';
import type { ActivityFault, ConnectorFault } from './contract/faults.ts';

/** Faults of the local Teams: of the requests that it gets, and of the activities that it sends. */
export class TeamsFaults {
  readonly #connector = new FaultList<ConnectorFault>();
  readonly #activities = new FaultList<ActivityFault>();

  add(fault: ConnectorFault): void {
    this.#connector.add(fault);
  }

  addActivity(fault: ActivityFault): void {
    this.#activities.add(fault);
  }

  take(operation: string): ConnectorFault | undefined {
    return this.#connector.take((fault) => [operation, '*'].includes(fault.operation));
  }

  takeActivity(name: string): ActivityFault | undefined {
    return this.#activities.take((fault) => !fault.names || fault.names.includes(name));
  }

  clear(): void {
    this.#connector.clear();
    this.#activities.clear();
  }
}
