import type { Category } from '@llamaforge/schema';
import type { RulesDecision } from './content-rules/category-by-rules.ts';

/** How many of a file's first records that need a category are asked. */
const maxRecords = 1000;
/** Fewest clear decisions that can speak for a file. */
const minVoices = 20;
/** Of the records asked, at least one in this many must be clear: a few rows must not speak for a file that has no one form. */
const maxRecordsPerVoice = 3;

/** Gathers the content rules' decisions on a file's first records and tells what they agree on. */
export interface FileVote {
  /** Counts one record's decision; of those beyond the 1,000th nothing is kept. */
  add(decision: Pick<RulesDecision, 'category' | 'clear'>): void;
  /** Whether 1,000 records are counted, so that the result is final. */
  isFull(): boolean;
  /** The category of at least 80 % of the clear decisions so far, where there are 20 and a third of the records; else undefined. */
  result(): Category | undefined;
}

/**
 * Starts a file's vote. Only clear decisions have a voice: a row that the rules can hardly tell says nothing about its file.
 * `reasoning_trace` and `analytical` are counted apart.
 */
export function createFileVote(): FileVote {
  const voices = new Map<Category, number>();
  let records = 0;
  let clear = 0;
  return {
    add: (decision) => {
      if (records === maxRecords) return;
      records++;
      if (!decision.clear) return;
      clear++;
      voices.set(decision.category, (voices.get(decision.category) ?? 0) + 1);
    },
    isFull: () => records === maxRecords,
    result: () => {
      if (clear < minVoices || clear * maxRecordsPerVoice < records) return undefined;
      // In integers: 80 % of a count is not always a number that floats hold.
      return [...voices].find(([, count]) => count * 5 >= clear * 4)?.[0];
    },
  };
}
