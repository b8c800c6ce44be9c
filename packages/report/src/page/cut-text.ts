/** The text's first `units` UTF-16 units, or one fewer where a pair of surrogates would be parted. */
export function beginningOf(text: string, units: number): string {
  if (text.length <= units) return text;
  const parts = pairOfSurrogates.test(text.slice(units - 1, units + 1));
  return text.slice(0, parts ? units - 1 : units);
}

/** The text in at most `units` UTF-16 units, its end replaced by `…`; whole where it fits. */
export function cutText(text: string, units: number): string {
  return text.length <= units ? text : `${beginningOf(text, units - 1)}…`;
}

const pairOfSurrogates = /^[\ud800-\udbff][\udc00-\udfff]$/;
