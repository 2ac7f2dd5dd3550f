import type { TrafficKind } from './contract.ts';
import type { ApiFault, DeliveryFault } from './slack/contract/faults.ts';

/** Faults that wait to hit what comes next; the oldest one that fits strikes first. */
export class FaultList<Fault extends { times: number }> {
  #waiting: Fault[] = [];

  add(fault: Fault): void {
    if (fault.times > 0) this.#waiting.push({ ...fault });
  }

  /** The first fault that fits, used up by one. */
  take(fits: (fault: Fault) => boolean): Fault | undefined {
    const fault = this.#waiting.find(fits);
    if (fault) fault.times -= 1;
    this.#waiting = this.#waiting.filter((each) => each.times > 0);
    return fault;
  }

  list(): Fault[] {
    return structuredClone(this.#waiting);
  }

  clear(): void {
    this.#waiting = [];
  }
}

/** Faults of the local Slack: of the calls that it gets, and of what it delivers. */
export class Faults {
  readonly #api = new FaultList<ApiFault>();
  readonly #deliveries = new FaultList<DeliveryFault>();

  addApi(fault: ApiFault): void {
    this.#api.add(fault);
  }

  addDelivery(fault: DeliveryFault): void {
    this.#deliveries.add(fault);
  }

  /** The fault for this call, used up by one. */
  takeApi(method: string, channel: unknown): ApiFault | undefined {
    return this.#api.take(
      (fault) =>
        (fault.method === method || fault.method === '*') &&
        (fault.channel === undefined || fault.channel === channel),
    );
  }

  takeDelivery(kind: TrafficKind): DeliveryFault | undefined {
    return this.#deliveries.take((fault) => !fault.kinds || fault.kinds.includes(kind));
  }

  list(): { api: ApiFault[]; deliveries: DeliveryFault[] } {
    return { api: this.#api.list(), deliveries: this.#deliveries.list() };
  }

  clear(): void {
    this.#api.clear();
    this.#deliveries.clear();
  }
}
