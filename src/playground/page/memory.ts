/** What the browser remembers between visits. Storage may be refused (private windows): then nothing is kept. */

const prefix = 'playground.';

export function recall(name: string): unknown {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Nothing on the page depends on it.
  }
}
