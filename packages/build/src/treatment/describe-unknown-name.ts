import { nearestName } from '@llamaforge/schema';

/** What is wrong with a word that is none of `known`, with the one it is most likely a slip of, else with all. */
export function describeUnknownName(
  word: string,
  { what, known }: { readonly what: string; readonly known: readonly string[] },
): string {
  const nearest = nearestName(word, known);
  const hint =
    nearest === undefined ? `it is one of ${known.join(', ')}` : `did you mean ${nearest}?`;
  return `${word} is no ${what}; ${hint}`;
}
