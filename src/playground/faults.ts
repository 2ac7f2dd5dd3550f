import type { ApiFault, DeliveryFault, TrafficKind } from './contract.ts';

/** Faults that wait to hit the next matching calls and deliveries; the oldest one strikes first. */
export class Faults {
  #api: ApiFault[] = [];
  #deliveries: DeliveryFault[] = [];

  addApi(fault: ApiFault): void {
    if (fault.times > 0) this.#api.push({ ...fault });
  }

  addDelivery(fault: DeliveryFault): void {
    if (fault.times > 0) this.#deliveries.push({ ...fault });
  }

  /** The fault for this call, used up by one. */
  takeApi(method: string): ApiFault | undefined {
    const fault = this.#api.find((each) => each.method === method || each.method === '*');
    if (fault) fault.times -= 1;
    this.#api = this.#api.filter((each) => each.times > 0);
    return fault;
  }

  takeDelivery(kind: TrafficKind): DeliveryFault | undefined {
    const fault = this.#deliveries.find((each) => !each.kinds || each.kinds.includes(kind));
    if (fault) fault.times -= 1;
    this.#deliveries = this.#deliveries.filter((each) => each.times > 0);
    return fault;
  }

  list(): { api: ApiFault[]; deliveries: DeliveryFault[] } {
    return { api: structuredClone(this.#api), deliveries: structuredClone(this.#deliveries) };
  }

  clear(): void {
    this.#api = [];
    this.#deliveries = [];
  }
}
