/**
 * The same function, which knows its last answers, so many of them: for one whose answer never changes, is slow to find, and is asked for
 * about the same few things again and again.
 */
export function memoized<Key, Value>(most: number, work: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const found = work(key);
    // The oldest goes: a Map is in the order in which it was filled.
    if (known.size >= most) known.delete(known.keys().next().value as Key);
    known.set(key, found);
    return found;
  };
}
