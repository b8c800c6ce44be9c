import type { Category } from '@llamaforge/schema';
import type { RulesDecision } from './content-rules/category-by-rules.ts';

/** How many of a file's first records that need a category are asked. */
const maxRecords = 1000;
/** Fewest decisions that can speak for a file. */
const minDecisions = 20;

/** Gathers the content rules' decisions on a file's first records and tells what they agree on. */
export interface FileVote {
  /** Counts one record's decision; of those beyond the 1,000th nothing is kept. */
  add(decision: Pick<RulesDecision, 'category' | 'isDefault'>): void;
  /** Whether 1,000 records are counted, so that the result is final. */
  isFull(): boolean;
  /** What at least 80 % of the decisions so far agree on, if there are 20 and it is more than half of all records. */
  result(): Category | undefined;
}

/**
 * Starts a file's vote. A row of which the rules say nothing abstains: the default is no decision. That more than half
 * of all records must agree keeps a file of no one form from following the few rows that have one.
 */
export function createFileVote(): FileVote {
  const decisions = new Map<Category, number>();
  let records = 0;
  let decided = 0;
  return {
    add: ({ category, isDefault }) => {
      if (records === maxRecords) return;
      records++;
      if (isDefault) return;
      decided++;
      decisions.set(category, (decisions.get(category) ?? 0) + 1);
    },
    isFull: () => records === maxRecords,
    result: () => {
      if (decided < minDecisions) return undefined;
      // In integers: 80 % of a count is not always a number that floats hold.
      return [...decisions].find(([, rows]) => rows * 5 >= decided * 4 && rows * 2 > records)?.[0];
    },
  };
}
