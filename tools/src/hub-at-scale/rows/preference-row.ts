import { mixed } from '../mixed.ts';
import { prose } from '../prose.ts';

/** A row of two dialogues, about 1 KB each, that differ in their last answer. */
export function preferenceRow(number: number): { chosen: string; rejected: string } {
  const key = number * 16;
  let shared = `\n\nHuman: Question ${String(number)}. ${prose(key, 100)}`;
  const exchanges = 1 + (mixed(key) % 3);
  for (let i = 1; i < exchanges; i += 1) {
    shared += `\n\nAssistant: ${prose(key + i, 380)}\n\nHuman: ${prose(key + 4 + i, 120)}`;
  }
  return {
    chosen: `${shared}\n\nAssistant: ${prose(key + 8, 400)}`,
    rejected: `${shared}\n\nAssistant: ${prose(key + 9, 400)}`,
  };
}
