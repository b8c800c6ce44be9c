import { mixed } from '../mixed.ts';
import { prose } from '../prose.ts';

/** A school problem whose solution has calculator marks and ends in `####` and the result, about 500 bytes. */
export function schoolProblemRow(number: number): { question: string; answer: string } {
  const key = number * 16;
  const { question, bags, each, eaten } = problemOf(number);
  const all = bags * each;
  return {
    question,
    answer: `${prose(key + 5, 80)}\nThere are ${String(bags)}*${String(each)} = <<${String(bags)}*${String(each)}=${String(all)}>>${String(all)} plums.\nAfter the meal ${String(all)}-${String(eaten)} = <<${String(all)}-${String(eaten)}=${String(all - eaten)}>>${String(all - eaten)} are left.\n#### ${String(all - eaten)}`,
  };
}

/** The same problem whose solution asks a question before each step. */
export function socraticProblemRow(number: number): { question: string; answer: string } {
  const { question, bags, each, eaten } = problemOf(number);
  const all = bags * each;
  return {
    question,
    answer: `How many plums are there? ** There are <<${String(bags)}*${String(each)}=${String(all)}>>${String(all)} plums.\nHow many are left? ** After the meal <<${String(all)}-${String(eaten)}=${String(all - eaten)}>>${String(all - eaten)} are left.\n#### ${String(all - eaten)}`,
  };
}

function problemOf(number: number): {
  readonly question: string;
  readonly bags: number;
  readonly each: number;
  readonly eaten: number;
} {
  const key = number * 16;
  const bags = 3 + (mixed(key + 1) % 20);
  const each = 4 + (mixed(key + 2) % 30);
  const eaten = 1 + (mixed(key + 3) % 11);
  const question = `${prose(key + 4, 130)} In kitchen ${String(number)} there are ${String(bags)} bags of ${String(each)} plums, and ${String(eaten)} plums are eaten. How many are left?`;
  return { question, bags, each, eaten };
}
