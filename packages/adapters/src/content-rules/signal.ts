/** Where a literal may stand; point 2 of the pattern language's page defines each. */
export type Anchor = 'anywhere' | 'word' | 'word_start' | 'text_start' | 'line_start' | 'text_end';

/** A named set of literals, in lower case, that are counted together. */
export interface Signal {
  readonly at: Anchor;
  readonly literals: readonly string[];
}

/** Literals from lines that hold several, with ` | ` between; a literal's own blanks at its ends count. */
export function listed(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' | '));
}
