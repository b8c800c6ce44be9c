import { type ReportText } from './corpus-report.ts';

/** A part of the report as it is read, whatever it is written in: HTML and Markdown show the same sections. */
export interface ReportSection {
  /** its address within the page: lower-case letters and hyphens */
  readonly id: string;
  readonly title: string;
  /** the sentence that says what matters */
  readonly lead: string;
  /** what a reader may want to change, a sentence each; shown again at the top of the report */
  readonly findings: readonly string[];
  readonly blocks: readonly SectionBlock[];
}

export type SectionBlock =
  NoteBlock | FiguresBlock | ListBlock | ChartBlock | TableBlock | DisclosureBlock | RowsBlock;

/** A sentence beside the figures, as of which rows they are. */
export interface NoteBlock {
  readonly kind: 'note';
  readonly text: string;
}

/** Sentences that stand as points of a list. */
export interface ListBlock {
  readonly kind: 'list';
  readonly items: readonly string[];
}

/** Few large figures side by side. */
export interface FiguresBlock {
  readonly kind: 'figures';
  readonly figures: readonly {
    readonly name: string;
    readonly value: string;
    readonly note: string;
    readonly tone: Tone;
  }[];
}

/** A picture; whoever cannot see it finds the same figures in the table that follows. */
export interface ChartBlock {
  readonly kind: 'chart';
  /** the sentence that stands for the picture where it is not seen */
  readonly about: string;
  readonly chart: Chart;
}

/** Rows of cells; `left` are rows of it that are not here. */
export interface TableBlock {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly left: number;
}

/** A table's cell: what is read, and what tables are sorted by where that is another thing. */
export interface Cell {
  readonly text: string;
  readonly value: number | undefined;
  readonly tone: Tone;
  /** heights of a small picture in the cell, the highest is drawn at full height */
  readonly bars: readonly number[];
}

/** Blocks that are seen once they are opened. */
export interface DisclosureBlock {
  readonly kind: 'disclosure';
  readonly title: string;
  /** beside the title, as `1,204 rows` */
  readonly figure: string;
  readonly blocks: readonly SectionBlock[];
}

/** Rows to be read; `left` are rows of it that are not here. */
export interface RowsBlock {
  readonly kind: 'rows';
  readonly rows: readonly ShownRow[];
  readonly left: number;
}

/** One row: where it stands, what it shows, and its texts; `left` are parts before the last one that are not here. */
export interface ShownRow {
  readonly place: string;
  readonly note: string;
  readonly left: number;
  readonly parts: readonly RowPart[];
}

/** A text under its name; `speaker` marks a turn of a dialogue, and tells whose. */
export interface RowPart {
  readonly name: string;
  readonly speaker: Speaker | undefined;
  readonly text: ReportText;
}

/** Whose turn it is; `other` for a speaker of another name. */
export type Speaker = 'human' | 'assistant' | 'system' | 'tool' | 'other';

/** How a figure is to be taken: `fault` wants a change, `notice` a look, `quiet` is beside the point. */
export type Tone = 'plain' | 'good' | 'notice' | 'fault' | 'quiet';

export type Chart = FlowChart | RangeChart | HeatChart | HistogramChart;

/** An amount that splits into parts, and these into further ones; each one's parts add up to it. */
export interface FlowChart {
  readonly kind: 'flow';
  readonly name: string;
  readonly amount: number;
  readonly parts: readonly FlowPart[];
}

export interface FlowPart {
  readonly name: string;
  readonly amount: number;
  readonly tone: Tone;
  readonly parts: readonly { readonly name: string; readonly amount: number }[];
}

/** Shares as bars over the range in which they usually lie, with their share before. */
export interface RangeChart {
  readonly kind: 'ranges';
  readonly bars: readonly {
    readonly name: string;
    readonly share: number;
    readonly before: number | undefined;
    readonly usual: { readonly least: number; readonly most: number } | undefined;
    readonly tone: Tone;
  }[];
}

/** How much of what a row names is in what a column names; `shares[row][column]`, undefined where that says nothing. */
export interface HeatChart {
  readonly kind: 'heat';
  readonly names: readonly string[];
  readonly shares: readonly (readonly (number | undefined)[])[];
}

/** Pictures of amounts side by side. */
export interface HistogramChart {
  readonly kind: 'histograms';
  readonly panels: readonly HistogramPanel[];
}

/** Amounts as bars, with lines at places between them: 1.5 is halfway between the middles of the second bar and the third. */
export interface HistogramPanel {
  readonly title: string;
  readonly note: string;
  readonly bars: readonly { readonly name: string; readonly amount: number }[];
  readonly marks: readonly { readonly name: string; readonly place: number }[];
}
