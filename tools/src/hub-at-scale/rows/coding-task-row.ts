import { chosen, mixed } from '../mixed.ts';
import { prose } from '../prose.ts';

const tasks = [
  'Write a function that counts the lamps of a street',
  'Create a query that lists the boats of a harbour',
  'Correct the loop over the pages of a ledger',
  'Rewrite the code so that it sorts the letters by date',
] as const;

/** A programming task with its code, about 400 bytes, or with an empty output. */
export function codingTaskRow(
  number: number,
  hasOutput: boolean,
): { output: string; instruction: string; input: string } {
  const key = number * 16;
  const name = `task_${String(number)}`;
  const comment = prose(key + 2, 100).replaceAll('\n', ' ');
  return {
    output: hasOutput
      ? `def ${name}(items):\n    # ${comment}\n    total = 0\n    for item in items:\n        if item["size"] > ${String(mixed(key + 3) % 100)}:\n            total += item["size"]\n    return total`
      : '',
    instruction: `${chosen(tasks, key)} (${name}).`,
    input: number % 2 === 0 ? '' : `items = [{"size": ${String(mixed(key + 4) % 500)}}]`,
  };
}
