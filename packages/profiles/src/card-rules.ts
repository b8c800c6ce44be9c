const waysToRead = ['shape', 'columns', 'template', 'group'] as const;

/** At most one key says how rows become records; holds for whatever is no object. */
export function readsRowsOneWay(card: unknown): boolean {
  const filled = filledKeys(card);
  return waysToRead.filter((way) => filled.has(way)).length <= 1;
}

/** Preference pairs are asked for only where rows can have a rejected side; holds for whatever is no object. */
export function hasBothSides(card: unknown): boolean {
  const filled = filledKeys(card);
  if (filled.get('preferences') !== true) return true;
  return waysToRead.every((way) => !filled.has(way) || filled.get(way) === 'preference');
}

function filledKeys(card: unknown): ReadonlyMap<string, unknown> {
  if (typeof card !== 'object' || card === null) return new Map();
  return new Map(Object.entries(card).filter(([, value]) => value !== undefined));
}
