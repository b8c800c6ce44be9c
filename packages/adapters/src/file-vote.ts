import type { Category } from '@llamaforge/schema';
import type { RulesDecision } from './content-rules/category-by-rules.ts';

/** How many of a file's first records that need a category are asked. */
const maxRecords = 1000;
/** Fewest clear decisions that can speak for a file. */
const minVoices = 20;

/** Gathers the content rules' decisions on a file's first records and tells what they agree on. */
export interface FileVote {
  /** Counts one record's decision; of those beyond the 1,000th nothing is kept. */
  add(decision: Pick<RulesDecision, 'category' | 'clear'>): void;
  /** Whether 1,000 records are counted, so that the result is final. */
  isFull(): boolean;
  /** What at least 80 % of the clear decisions so far agree on, if there are 20 and more than half of all decisions say the same. */
  result(): Category | undefined;
}

/**
 * Starts a file's vote. Clear decisions have the voice: a row that the rules can hardly tell says little about its file.
 * That most rows, clear or not, must agree keeps a file of no one form from following its few clear rows.
 */
export function createFileVote(): FileVote {
  const decisions = new Map<Category, number>();
  const voices = new Map<Category, number>();
  let records = 0;
  let clear = 0;
  return {
    add: ({ category, clear: isClear }) => {
      if (records === maxRecords) return;
      records++;
      count(decisions, category);
      if (!isClear) return;
      clear++;
      count(voices, category);
    },
    isFull: () => records === maxRecords,
    result: () => {
      if (clear < minVoices) return undefined;
      // In integers: 80 % of a count is not always a number that floats hold.
      const agreed = [...voices].find(([, voiced]) => voiced * 5 >= clear * 4)?.[0];
      if (agreed === undefined) return undefined;
      return (decisions.get(agreed) ?? 0) * 2 > records ? agreed : undefined;
    },
  };
}

function count(counts: Map<Category, number>, category: Category): void {
  counts.set(category, (counts.get(category) ?? 0) + 1);
}
