import { formatBytes, formatCount } from './format-number.ts';
import { renderTable } from './table.ts';

/** The part of a curriculum's manifest that is shown. */
export interface CurriculumFigures {
  readonly phases: readonly {
    readonly name: string;
    readonly rows: number;
    readonly replayed: number;
    readonly first_row: number;
    readonly first_byte: number;
    readonly mean_entropy: number;
  }[];
}

/** Each phase of a curriculum: its rows, those seen before, where it begins, and the mean entropy of its outputs in bits. */
export function renderPhaseTable({ phases }: CurriculumFigures, widthColumns?: number): string {
  return renderTable({
    columns: [
      { title: 'phase', align: 'left', shrink: true },
      { title: 'rows', align: 'right' },
      { title: 'replayed', align: 'right' },
      { title: 'first row', align: 'right' },
      { title: 'begins at', align: 'right' },
      { title: 'entropy', align: 'right' },
    ],
    rows: phases.map((phase) => [
      phase.name,
      formatCount(phase.rows),
      formatCount(phase.replayed),
      formatCount(phase.first_row),
      formatBytes(phase.first_byte),
      phase.mean_entropy.toFixed(3),
    ]),
    ...(widthColumns !== undefined && { widthColumns }),
  });
}
