/** The path of an address of ours, below where people reach us; null for every other address. */
export function ownPath(publicUrl: string, address: string): string | null {
  if (!URL.canParse(address)) return null;
  const base = new URL(publicUrl);
  const { origin, pathname } = new URL(address);
  const prefix = base.pathname.replace(/\/$/, '');
  return origin === base.origin && pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : null;
}
