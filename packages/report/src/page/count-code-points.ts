/** Code points of a text; a lone surrogate counts as one. */
export function countCodePoints(text: string): number {
  return text.length - (text.match(pairOfSurrogates)?.length ?? 0);
}

const pairOfSurrogates = /[\ud800-\udbff][\udc00-\udfff]/g;
