/**
 * What a report shows: figures and texts only, nothing of it escaped or cut to a width. Whoever renders it reads no file.
 * What only a manifest knows is undefined or empty where there is none.
 */
export interface CorpusReport {
  readonly headline: ReportHeadline;
  readonly flow: RowFlow | undefined;
  /** in the order of the labels' usual listing */
  readonly labels: readonly LabelShare[];
  /** kept rows by `_source`, the largest first */
  readonly sources: readonly SourceFigures[];
  /** what became of each input file, in the order in which they were read */
  readonly files: readonly FileFigures[];
  /** pairs of files that hold equal rows, the largest first */
  readonly overlap: readonly FileOverlap[];
  readonly sample: SampleFigures;
  readonly lengths: readonly LengthFigures[];
  readonly tokens: TokenFigures;
  /** rows that are dialogues by their number of turns, ascending; the last stands for as many and more */
  readonly turns: readonly { readonly turns: number; readonly rows: number }[];
  /** sample rows by ISO 639-1 code, or `unknown` where a text is too short to tell; the most first */
  readonly languages: readonly LanguageFigures[];
  readonly rendered: RenderedFigures;
  readonly tags: readonly TagFigures[];
  readonly rejects: readonly RejectFigures[];
  /** rows to be read, by category */
  readonly readings: readonly CategoryReading[];
  /** against an earlier manifest, where one was given */
  readonly comparison: CorpusComparison | undefined;
}

/** The first thing that is seen. */
export interface ReportHeadline {
  readonly kind: 'corpus' | 'mix' | 'balance' | 'curriculum';
  /** as the user named it */
  readonly file: string;
  /** in its files, replayed ones as often as they stand there */
  readonly rows: number;
  /** of `rows`, those that a curriculum replays */
  readonly replayed: number;
  /** kept rows that stand in a file of their own, for validation */
  readonly setAside: number;
  /** rows that were read to make it */
  readonly read: number | undefined;
  /** read rows that were not kept */
  readonly removed: number | undefined;
  /** duplicates of the rows read, as in `16.6%` */
  readonly deduplicationRate: string | undefined;
  readonly bytes: number;
  readonly verification: {
    readonly verdict: 'passed' | 'failed';
    /** rows that were checked, where these were only a sample */
    readonly sampleRows: number | undefined;
    /** all of them, whether they could be made or not */
    readonly checks: number;
    readonly failed: readonly { readonly name: string; readonly problems: readonly string[] }[];
    /** checks that were not made, with the reason */
    readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  };
  /** the label with most rows, undefined where there are none; `cap` is the most that any label may have, as a fraction */
  readonly largestShare:
    { readonly label: string; readonly share: number; readonly cap: number } | undefined;
  readonly toolVersion: string;
  /** rows that were mended before they were hashed, by kind of mending */
  readonly repaired: Readonly<Record<string, number>>;
}

/** `read = kept + duplicates + sum(rejected)`. */
export interface RowFlow {
  readonly read: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: readonly {
    readonly reason: string;
    readonly about: string;
    readonly rows: number;
  }[];
}

/** A label's share of the kept rows; `target` as in `3.00% to 5.00%`. */
export interface LabelShare {
  readonly label: string;
  readonly rows: number;
  readonly share: number;
  readonly target: { readonly least: number; readonly most: number } | undefined;
  readonly verdict: 'below' | 'within' | 'above' | undefined;
}

/** Kept rows of one `_source`. */
export interface SourceFigures {
  readonly source: string;
  readonly rows: number;
  readonly license: string | undefined;
  /** the most first */
  readonly categories: readonly { readonly category: string; readonly rows: number }[];
}

/** What became of one input file's rows. */
export interface FileFigures {
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
  readonly read: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly license: string | undefined;
}

/** How many distinct rows two files share, and how many each holds (kept and duplicate). */
export interface FileOverlap {
  readonly files: readonly [string, string];
  readonly shared: number;
  readonly held: readonly [number, number];
}

/** Of which rows the figures that are not exact were taken. */
export interface SampleFigures {
  readonly rows: number;
  /** records in all, as far as was seen: lines that are none are left out */
  readonly of: number;
  readonly seed: number;
  /** lines that are no records: all that do not end as one, and those of the sample that are broken elsewhere; in none of the figures taken from the sample */
  readonly unreadable: number;
  /** the part of the sample whose language was looked at */
  readonly languageRows: number;
}

/** Code points of one field over the sample's rows of one category, or of `all`. */
export interface LengthFigures {
  readonly field: 'instruction' | 'input' | 'output';
  readonly category: string;
  readonly rows: number;
  /** rows by length: bin i holds 2^i to 2^(i+1) - 1 code points; empty texts are counted apart */
  readonly bins: readonly number[];
  readonly empty: number;
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
}

/** How many rows are longer than a context of so many tokens, the whole row counted. */
export interface TokenFigures {
  /** the tokenizer file's name; undefined where tokens are estimated */
  readonly tokenizer: string | undefined;
  /** rows that were counted: the sample, or a part of it where a tokenizer reads them */
  readonly rows: number;
  /** what the estimate divides code points by */
  readonly charactersPerToken: number;
  readonly median: number;
  readonly p95: number;
  readonly longer: readonly { readonly tokens: number; readonly rows: number }[];
}

/** Sample rows in one language, and the sources that have most of them. */
export interface LanguageFigures {
  readonly language: string;
  readonly rows: number;
  readonly sources: readonly { readonly source: string; readonly rows: number }[];
}

/** What `--key rendered` would remove beyond the exact key, counted over all rows. */
export interface RenderedFigures {
  readonly rows: number;
  /** pairs that train identically, as their first and a later row */
  readonly examples: readonly (readonly [ReportRow, ReportRow])[];
}

/** Rows of the sample that a quality tag holds for. */
export interface TagFigures {
  readonly tag: string;
  readonly about: string;
  /** where its threshold comes from */
  readonly source: string | undefined;
  readonly rows: number;
  /** the sample's rows that it was looked for in */
  readonly of: number;
  /** the most first; `of` is the sample's rows of that source */
  readonly sources: readonly {
    readonly source: string;
    readonly rows: number;
    readonly of: number;
    /** up to three */
    readonly examples: readonly TaggedRow[];
  }[];
}

/** A row with what shows that a tag holds for it. */
export interface TaggedRow {
  readonly row: ReportRow;
  readonly evidence: string;
}

/** Rejected rows of one reason, over all files. */
export interface RejectFigures {
  readonly reason: string;
  readonly about: string;
  readonly rows: number;
  /** the files that hold them, the most first; `read` is all rows read of the file. Empty where there is no manifest */
  readonly files: readonly {
    readonly path: string;
    readonly rows: number;
    readonly read: number;
  }[];
  /** up to three */
  readonly examples: readonly {
    readonly file: string;
    readonly line: number;
    readonly detail: string;
    readonly raw: ReportText;
  }[];
}

/** Rows of one category, chosen by a seed, in file order. */
export interface CategoryReading {
  readonly category: string;
  readonly label: string;
  readonly rows: readonly ReportRow[];
}

/** A row to be read; a dialogue's turns are undefined where the row is none. */
export interface ReportRow {
  /** its name, where a corpus lies in several */
  readonly file: string | undefined;
  /** from 1, in its file */
  readonly line: number;
  readonly source: string;
  readonly category: string;
  readonly instruction: ReportText;
  readonly input: ReportText;
  readonly output: ReportText;
  /** the turns that `input` holds, where it is a transcript */
  readonly turns: readonly { readonly speaker: string; readonly text: ReportText }[] | undefined;
  /** more than `turns` holds where the last ones are left out; 0 where the row is no dialogue */
  readonly turnsInAll: number;
}

/** The beginning of a text; `characters` are the whole text's code points, so more than are here where it was cut. */
export interface ReportText {
  readonly text: string;
  readonly characters: number;
}

/** Two manifests side by side; a share is a fraction of the kept rows. */
export interface CorpusComparison {
  readonly before: ComparedCorpus;
  readonly after: ComparedCorpus;
  readonly labels: readonly ComparedRows[];
  readonly sources: readonly ComparedRows[];
  readonly rejected: readonly ComparedRows[];
}

export interface ComparedCorpus {
  readonly manifest: string;
  readonly rows: number;
  readonly read: number;
  readonly duplicates: number;
  readonly bytes: number;
}

/** One thing's rows before and after; 0 where it is new or gone. */
export interface ComparedRows {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}
