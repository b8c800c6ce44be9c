/**
 * The name of `known` that `word` is most likely a slip of: at most a third of the word's letters differ, and at least
 * one may; the first of equally near ones, case aside; undefined if none is that near.
 */
export function nearestName(word: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let fewestEdits = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const name of known) {
    const edits = countEdits(word.toLowerCase(), name.toLowerCase());
    if (edits < fewestEdits) [nearest, fewestEdits] = [name, edits];
  }
  return nearest;
}

/** Edits between two words where swapping two neighbouring letters is one edit (optimal string alignment distance). */
function countEdits(first: string, second: string): number {
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let row = 1; row <= first.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= second.length; column += 1) {
      const same = first[row - 1] === second[column - 1];
      const swapped =
        first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1];
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforePrevious[column - 2] ?? Infinity) + 1 : Infinity,
        ),
      );
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[second.length] ?? 0;
}
