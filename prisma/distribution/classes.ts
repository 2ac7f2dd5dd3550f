/** What is equal to each other, by name. */
export class Classes {
  private readonly above = new Map<string, string>();

  /** The one of its class by which the class is known. */
  of(name: string): string {
    let one = name;
    for (let next = this.above.get(one); next !== undefined; next = this.above.get(one)) one = next;
    return one;
  }

  join(one: string, other: string): void {
    const [first, second] = [this.of(one), this.of(other)];
    if (first !== second) this.above.set(first, second);
  }

  /** All names that were ever joined with another. */
  names(): Set<string> {
    return new Set([...this.above].flat());
  }
}
