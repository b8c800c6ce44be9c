import { commonFolder } from './common-folder.ts';
import { formatBytes, formatCount, formatShare } from './format-number.ts';
import { renderTable } from './table.ts';

interface RowCounts {
  readonly read: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: Readonly<Record<string, number>>;
}

/** The part of a corpus's manifest that a merge shows. */
export interface MergedCorpus {
  readonly inputs: readonly { readonly path: string; readonly rows: RowCounts }[];
  readonly ledger: RowCounts;
  readonly deduplication_rate: string;
  readonly total_examples: number;
  readonly ignored: readonly { readonly path: string; readonly reason: string }[];
  readonly balance: readonly {
    readonly label: string;
    readonly rows: number;
    readonly target: string | null;
    readonly verdict: string | null;
  }[];
  readonly outputs: readonly { readonly role: string; readonly bytes: number }[];
}

// So many files fill some screens; the manifest has them all.
const MOST_FILES = 200;

/** What became of the rows of each file, rejected ones with their two commonest reasons, and in total. */
export function renderFileTable({ inputs, ledger }: MergedCorpus, widthColumns?: number): string {
  const shown = inputs.slice(0, MOST_FILES);
  const folder = commonFolder(inputs.map((input) => input.path));
  const more = inputs.length - shown.length;
  return renderTable({
    columns: [
      { title: folder === '' ? 'file' : `file in ${folder}`, align: 'left', shrink: true },
      { title: 'read', align: 'right' },
      { title: 'kept', align: 'right' },
      { title: 'duplicates', align: 'right' },
      { title: 'rejected', align: 'right' },
    ],
    rows: [
      ...shown.flatMap(({ path, rows }) => [
        countCells(path.slice(folder.length), rows),
        ...reasonCells(rows),
      ]),
      ...(more > 0 ? [[`… and ${formatCount(more)} more files, in the manifest`]] : []),
      countCells('all files', ledger),
    ],
    ...(widthColumns !== undefined && { widthColumns }),
  });
}

/** The corpus by label with its share of the rows and the usual range. */
export function renderCategoryTable(corpus: MergedCorpus, widthColumns?: number): string {
  return renderTable({
    columns: [
      { title: 'category', align: 'left', shrink: true },
      { title: 'rows', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'usual', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows: corpus.balance.map(({ label, rows, target, verdict }) => [
      label,
      formatCount(rows),
      formatShare(corpus.total_examples === 0 ? 0 : rows / corpus.total_examples),
      target ?? '',
      verdict ?? '',
    ]),
    ...(widthColumns !== undefined && { widthColumns }),
  });
}

/** One line for the whole: `460 rows read: 397 kept, 43 duplicates (9.3%), 20 rejected; 1.2 MB`. */
export function renderMergeHeadline(corpus: MergedCorpus): string {
  const { ledger, outputs } = corpus;
  const bytes = outputs.find((output) => output.role === 'corpus')?.bytes ?? 0;
  return [
    `${formatCount(ledger.read)} rows read: ${formatCount(ledger.kept)} kept`,
    `${formatCount(ledger.duplicates)} duplicates (${corpus.deduplication_rate})`,
    `${formatCount(countRejected(ledger))} rejected; ${formatBytes(bytes)}`,
  ].join(', ');
}

function countCells(path: string, rows: RowCounts): string[] {
  const { read, kept, duplicates } = rows;
  return [path, ...[read, kept, duplicates, countRejected(rows)].map(formatCount)];
}

function reasonCells({ rejected }: RowCounts): string[][] {
  const reasons = Object.entries(rejected).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) return [];
  const commonest = reasons.slice(0, 2).map(([reason, rows]) => `${formatCount(rows)} ${reason}`);
  const others = reasons.length > 2 ? ', …' : '';
  return [[`  ${commonest.join(', ')}${others}`]];
}

function countRejected({ rejected }: RowCounts): number {
  return Object.values(rejected).reduce((sum, rows) => sum + rows, 0);
}
