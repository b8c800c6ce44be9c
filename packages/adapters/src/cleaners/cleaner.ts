import type { Refusal } from '../outcome.ts';

/** Cleans a column's text; a refusal, whose detail need not name the column, where the text cannot be had clean. */
export type Cleaner = (text: string) => string | Refusal;
