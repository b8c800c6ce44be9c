import type { RecordText } from '@llamaforge/schema';

/** What `find` sees first in a record's output, instruction or input; they are asked in this order. */
export function findInTexts(
  { instruction, input, output }: RecordText,
  find: (text: string) => string | undefined,
): string | undefined {
  return find(output) ?? find(instruction) ?? find(input);
}
