/** Adds to a count, which begins at 0. */
export function addTo<Key>(counts: Map<Key, number>, key: Key, more = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

/** The value under a key, made where there is none. */
export function valueAt<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const there = values.get(key);
  if (there !== undefined) return there;
  const made = make();
  values.set(key, made);
  return made;
}

/** Adds every count of `more` to `counts`. */
export function addAll<Key>(counts: Map<Key, number>, more: ReadonlyMap<Key, number>): void {
  for (const [key, count] of more) addTo(counts, key, count);
}
