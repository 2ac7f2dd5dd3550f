import type { ActivityFault, ConnectorFault } from './contract.ts';

/** Faults that wait to hit the next matching requests and activities; the oldest one strikes first. */
export class TeamsFaults {
  #connector: ConnectorFault[] = [];
  #activities: ActivityFault[] = [];

  add(fault: ConnectorFault): void {
    if (fault.times > 0) this.#connector.push({ ...fault });
  }

  addActivity(fault: ActivityFault): void {
    if (fault.times > 0) this.#activities.push({ ...fault });
  }

  take(operation: string): ConnectorFault | undefined {
    const fault = this.#connector.find((each) => [operation, '*'].includes(each.operation));
    if (fault) fault.times -= 1;
    this.#connector = this.#connector.filter((each) => each.times > 0);
    return fault;
  }

  takeActivity(name: string): ActivityFault | undefined {
    const fault = this.#activities.find((each) => !each.names || each.names.includes(name));
    if (fault) fault.times -= 1;
    this.#activities = this.#activities.filter((each) => each.times > 0);
    return fault;
  }

  clear(): void {
    this.#connector = [];
    this.#activities = [];
  }
}
