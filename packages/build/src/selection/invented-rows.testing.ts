import type { Category } from '@llamaforge/schema';

/** Rows as a user's JSON lines have them, in tests: `count` of one category, numbered from `first`, no two alike. */
export function inventedRows(category: Category, count: number, first = 0): string {
  return Array.from({ length: count }, (_, index) => inventedRow(category, first + index)).join('');
}

/** The row of a category and number. */
function inventedRow(category: Category, number: number): string {
  const instruction = `Question ${String(number)} of ${category}?`;
  // Answers of different lengths and words, so that their entropies differ.
  const words = Array.from({ length: 1 + (number % 13) }, (_, word) =>
    String((number + 1) * (word + 3) * 7919),
  );
  return `${JSON.stringify({ instruction, input: '', output: `It is ${words.join(' ')}.`, _category: category })}\n`;
}
