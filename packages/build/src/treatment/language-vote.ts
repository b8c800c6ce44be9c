import type { LanguageOf } from '@llamaforge/quality';
import type { RecordText } from '@llamaforge/schema';

// As many records as vote on a file's category, and as clear a lead.
const mostRecords = 1000;
const leastTold = 20;
const leastShare = 0.8;

/** Counts the languages of a file's first records; they agree where one language has 80 % of those told, 20 at least. */
export class LanguageVote {
  readonly #languageOf: LanguageOf;
  readonly #counts = new Map<string, number>();
  #records = 0;

  constructor(languageOf: LanguageOf) {
    this.#languageOf = languageOf;
  }

  /** Whether so many records were counted that no more are asked. */
  get isFull(): boolean {
    return this.#records >= mostRecords;
  }

  /** Its answer's language; where that cannot be told, its question's, as the tag has it. */
  add({ instruction, output }: RecordText): void {
    this.#records += 1;
    const language = this.#languageOf(output) ?? this.#languageOf(instruction);
    if (language === undefined) return;
    this.#counts.set(language, (this.#counts.get(language) ?? 0) + 1);
  }

  /** The language they agree on; undefined where too few are told or they differ. */
  result(): string | undefined {
    const told = [...this.#counts.values()].reduce((sum, records) => sum + records, 0);
    if (told < leastTold) return undefined;
    return [...this.#counts].find(([, records]) => records >= leastShare * told)?.[0];
  }
}
