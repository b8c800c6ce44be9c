import { chosen, mixed } from '../mixed.ts';
import { prose } from '../prose.ts';

const wordSources = ['data/CoT/aqua_rat.json', 'data/CoT/gsm_rft.json'] as const;
const programSources = ['data/PoT/gsm_gpt4.json', 'data/PoT/mathqa.json'] as const;

/** A problem with its solution, about 600 bytes: in words, or every third a program. */
export function workedProblemRow(number: number): {
  source: string;
  output: string;
  instruction: string;
} {
  const key = number * 16;
  const each = 2 + (mixed(key + 1) % 90);
  const boxes = 3 + (mixed(key + 2) % 40);
  const problem = `${prose(key + 3, 200)} In store ${String(number)} stand ${String(boxes)} boxes of ${String(each)} lamps. How many lamps are there?`;
  if (number % 3 === 0) {
    return {
      source: chosen(programSources, key),
      output: `# ${prose(key + 4, 100).replaceAll('\n', ' ')}\nboxes = ${String(boxes)}\nlamps_in_box = ${String(each)}\nlamps = boxes * lamps_in_box\nprint(lamps)`,
      instruction: `${problem} Let's write a Python program.`,
    };
  }
  return {
    source: chosen(wordSources, key),
    output: `${prose(key + 5, 200)}\nEach box has ${String(each)} lamps, so ${String(boxes)} × ${String(each)} = ${String(boxes * each)}.\nThe answer is ${String(boxes * each)}`,
    instruction: problem,
  };
}
