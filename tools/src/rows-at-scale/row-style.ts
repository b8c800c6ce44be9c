import { drawn, drawnShare, purposes } from './drawn.ts';
import type { Encoding } from './encoding.ts';
import { fileCount, type RowsOptions } from './options.ts';
import { rowForms, type RowForm, type Spacing } from './row-forms.ts';
import type { RowKind } from './row-plan.ts';

/** How one row is spelled: none of it changes the record. */
export interface RowStyle {
  readonly form: RowForm;
  readonly spacing: Spacing;
  readonly encoding: Encoding;
  readonly isReversed: boolean;
  /** whether its texts have blanks at their ends */
  readonly isBlankEnded: boolean;
  /** whether its dialogue is `conversations` of `{from, value}`, and not `messages` of `{role, content}` */
  readonly isShareGpt: boolean;
}

const spacings = ['compact', 'python', 'wide', 'python'] as const;
const encodings = ['plain', 'plain', 'python', 'php'] as const;

/** A row is spelled as its file is; of rows that repeat another, every second one in a way of its own. */
export function styleOfRow(options: RowsOptions, row: number, kind: RowKind): RowStyle {
  const file = row % fileCount;
  const form = rowForms[file] ?? rowForms[0];
  const bits = drawn(options.seed, row, purposes.style);
  const isEscaped = (bits >>> 16) / 2 ** 16 < escapedShare(options, form);
  const usual = {
    form,
    spacing: form.spacing,
    encoding: isEscaped ? 'python' : 'plain',
    isReversed: false,
    isBlankEnded: false,
    isShareGpt: file % 2 === 1,
  } as const;
  if (kind !== 'repeat' || (bits & 1) === 0) return usual;
  return {
    form,
    spacing: spacings[(bits >>> 1) & 3] ?? 'compact',
    encoding: isEscaped ? 'python' : (encodings[(bits >>> 3) & 3] ?? 'plain'),
    isReversed: (bits & 32) !== 0,
    isBlankEnded: (bits & 192) === 0,
    isShareGpt: (bits & 256) !== 0,
  };
}

/** The share of all rows that is asked for: in the escaped file alone as far as that goes, then in the others. */
function escapedShare({ escapes }: RowsOptions, form: RowForm): number {
  if (form.encoding === 'python') return escapes * fileCount;
  return (escapes - 1 / fileCount) * (fileCount / (fileCount - 1));
}

const labels = ['general', 'code', 'math', 'creative_writing', 'closed_qa', 'safety'] as const;

/** The category that a labelled row gives itself; one in a hundred names none that is known. */
export function labelOfRow({ seed }: RowsOptions, row: number): string {
  const share = drawnShare(seed, row, purposes.tags);
  return share < 0.01 ? 'odds and ends' : (labels[Math.floor(share * labels.length)] ?? 'general');
}
