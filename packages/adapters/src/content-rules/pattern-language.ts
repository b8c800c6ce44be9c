/**
 * The pattern language of the content rules, in full. A kernel over UTF-8 bytes that follows this page decides as
 * the plain engine does.
 *
 * 1. **Fields.** `instruction`, `input`, `output`, each cut to its first 4,096 UTF-8 bytes and back to a whole code point;
 *    then one of `endMarks` is dropped if the cut text ends with it. Everything below sees this text only. ASCII letters
 *    compare without case; nothing else is folded.
 * 2. **Signals** count literals. A literal is a run of bytes; every place where it occurs counts once (overlaps too;
 *    two literals of one signal that end at one place count twice). `at` says where it may stand:
 *    - `anywhere`;
 *    - `word`: with a border on both sides; `word_start`: with a border before it;
 *    - `text_start`: at the first byte, with a border behind; `line_start`: there or right after U+000A, with a border behind;
 *    - `text_end`: ending with the last byte, with a border before.
 *    A word byte is an ASCII letter, a digit or `_`. A border lies between two bytes unless both are word bytes, so it
 *    asks nothing of a literal whose own edge is no word byte. Both ends of the text are borders.
 * 3. **Measures** are counted on each field, see `measures`. Shares are per mille, rounded down.
 * 4. **Features** are `<scope>.<measure or signal>`; the scope `prompt` is the sum over `instruction` and `input`, for shares too.
 * 5. **Rules.** A rule holds if all its conditions do; a condition is a feature and its least and greatest value, both
 *    inclusive. A category's score is the sum of the weights (integers, also below zero) of its rules that hold.
 * 6. **Decision.** The lead is what the highest score has over the second-highest, or over 0 if that is higher. The
 *    highest score wins if it reaches `decideAt` and its lead is above 0; else the row goes to the default, `instruction`.
 *    A winner is `confident` if score and lead reach `confidentAt` and `confidentLead`; the default never is.
 */

import type { signals } from './signals.ts';

/** Bytes of each field that the rules see; what stands beyond changes no decision. */
export const maxFieldBytes = 4096;

/** What training dumps leave behind a text; the first that a text ends with is dropped, once. */
export const endMarks = ['<|endoftext|>', '</s>', '<|im_end|>', '<|eot_id|>'] as const;

/** Longest output, in bytes, that is looked for inside the instruction and the input. */
export const maxQuotedBytes = 200;

/**
 * What is counted on each field beside the signals. A line is a run without U+000A; the text's lines are one more than its
 * U+000A, none if the text is empty. A blank is a space or a tab.
 */
export const measures = [
  /** Length of the cut text in bytes. */
  'bytes',
  'lines',
  /** Longest runs of word bytes. */
  'words',
  /** `.`, `!` and `?` right before a byte up to 0x20, a `"` or the end. */
  'sentences',
  /** ASCII digits per mille of bytes. */
  'digitShare',
  /** Bytes of `{}()[];=<>_\` and the backtick per mille. */
  'codeShare',
  /** Bytes from 0x80 per mille. */
  'nonAsciiShare',
  /** Lines `A. …`, `A) …`, `A: …`, `(A) …`: blanks, an optional `(`, one of `A` to `J`, and `)`, or one of `.:` and a byte from 0x0e. */
  'choiceLines',
  /** Lines that begin, after blanks, with `-`, `*` or one to three digits and `.` or `)`, and then a blank. */
  'listLines',
  /** Lines that begin with two blanks or a tab. */
  'indentedLines',
  /** Lines whose last byte, a U+000D apart, is one of `;{}`, or `:` after `)`. */
  'statementLines',
  /** `=` with a digit, `)` or `%` before and a digit, `$`, `-` or `(` behind, one space skipped on each side. */
  'equations',
  /** `+` or `*`, or ` - `, ` / `, ` x ` with its spaces, between a digit or `)` and a digit, `$` or `(`, one space skipped on each side. */
  'operations',
  /** 1 if there is a digit and nothing but digits, blanks and `.,$%-/()+*:=`. */
  'numberOnly',
  /** 1 if the text begins with word bytes and dots, the first no digit, an optional `[` before, and then `(` or `[`. */
  'callStart',
  /** Output only: 1 if it has at most 200 bytes and stands, as it is, in the instruction, or in the input. */
  'inInstruction',
  'inInput',
] as const;

/** A column of the measures, counted once a field. */
export type Measure = (typeof measures)[number];

/** A number about a row that a condition can ask for. */
export type Feature =
  `${'instruction' | 'input' | 'output' | 'prompt'}.${Measure | keyof typeof signals}`;

/** A feature with its least and its greatest value, both inclusive; without the latter there is no upper bound. */
export type Condition = readonly [feature: Feature, atLeast: number, atMost?: number];

/** Adds its weight to a category's score where all conditions hold. */
export interface Rule {
  readonly weight: number;
  readonly when: readonly Condition[];
}
