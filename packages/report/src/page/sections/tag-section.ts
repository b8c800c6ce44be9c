import { formatCount } from '../../format-number.ts';
import { countCell, shareCell, textCell } from '../cells.ts';
import { type CorpusReport, type SampleFigures, type TagFigures } from '../corpus-report.ts';
import { formatPercent } from '../format-percent.ts';
import {
  type DisclosureBlock,
  type NoteBlock,
  type ReportSection,
  type SectionBlock,
} from '../report-section.ts';
import { countOf, listOf } from '../words.ts';
import { sampleNote, sampleSentence } from './sample-note.ts';
import { shownRow } from './shown-row.ts';

/** What looks wrong with rows, by tag and source, with rows to judge it by. */
export function tagSection({ tags: asked, sample }: CorpusReport): ReportSection {
  const tags = sample.rows === 0 ? [] : asked;
  const found = tags.filter((entry) => entry.rows > 0).sort((a, b) => shareOf(b) - shareOf(a));
  return {
    id: 'tags',
    title: 'Quality tags',
    lead: describeTags(found, tags.length),
    findings: findingsOf(found, sample),
    blocks: [
      ...(tags.length === 0 ? [] : [sampleNote(sample), ...partNotes(tags, sample.rows), keptNote]),
      ...(found.length === 0 ? [] : overviewBlocks(found, tags)),
      ...found.map(tagBlock),
    ],
  };
}

const keptNote = {
  kind: 'note',
  text: 'Tagged rows are kept: merge --drop <tag> rejects them, --repair mojibake mends theirs.',
} as const;

/** A tag that takes long to tell is looked for in a part of the sample, and what it finds is of that part. */
function partNotes(tags: readonly TagFigures[], sampleRows: number): NoteBlock[] {
  return tags
    .filter(({ of }) => of < sampleRows)
    .map(({ tag, of }) => ({
      kind: 'note',
      text: `${tag} was looked for in ${formatCount(of)} of these rows, and its rows are of those.`,
    }));
}

// A tag in a tenth of a source's rows is the source's doing; of a handful of rows it is chance.
const LARGE_PART = 0.1;
const FEWEST_ROWS = 10;
const MOST_FINDINGS = 5;

function describeTags(found: readonly TagFigures[], tags: number): string {
  if (tags === 0) return 'No tags were looked for.';
  if (found.length === 0) return `None of the ${formatCount(tags)} tags holds for any row.`;
  const most = listOf(
    found.slice(0, 3).map((entry) => `${entry.tag} (${formatPercent(shareOf(entry))})`),
  );
  return `${formatCount(found.length)} of ${countOf(tags, 'tag')} hold for some rows; most often ${most}.`;
}

function findingsOf(found: readonly TagFigures[], sample: SampleFigures): string[] {
  return found
    .map(({ tag, about, of, sources }) => ({ tag, about, of, large: largeParts(sources) }))
    .filter(({ large }) => large.length > 0)
    .sort((a, b) => (b.large[0]?.share ?? 0) - (a.large[0]?.share ?? 0))
    .slice(0, MOST_FINDINGS)
    .map(({ tag, about, of, large }) => {
      const parts = large.map(({ source, share }) => `${formatPercent(share)} of ${source}`);
      const sentence = `Tagged ${tag}: ${listOf(parts)}; ${about}. ${adviceOn(tag)}`;
      return sampleSentence(sentence, of, sample);
    });
}

function adviceOn(tag: string): string {
  return tag === 'mojibake'
    ? 'Merge with --repair mojibake to mend such rows.'
    : `Merge with --drop ${tag} to leave such rows out.`;
}

function largeParts(sources: TagFigures['sources']): { source: string; share: number }[] {
  return sources
    .filter(({ rows, of }) => rows >= FEWEST_ROWS && rows / of >= LARGE_PART)
    .map(({ source, rows, of }) => ({ source, share: rows / of }))
    .sort((a, b) => b.share - a.share);
}

function shareOf({ rows, of }: TagFigures): number {
  return rows / Math.max(1, of);
}

function overviewBlocks(found: readonly TagFigures[], tags: readonly TagFigures[]): SectionBlock[] {
  const absent = tags.filter((entry) => entry.rows === 0).map((entry) => entry.tag);
  return [
    {
      kind: 'chart',
      about: `Tagged rows by tag: ${found.map((entry) => `${entry.tag} ${formatPercent(shareOf(entry))}`).join(', ')}.`,
      chart: {
        kind: 'ranges',
        bars: found.map((entry) => ({
          name: entry.tag,
          share: shareOf(entry),
          before: undefined,
          usual: undefined,
          tone: 'plain',
        })),
      },
    },
    {
      kind: 'table',
      caption: 'Tagged rows by tag',
      columns: [
        { title: 'tag', numeric: false },
        { title: 'rows', numeric: true },
        { title: 'share', numeric: true },
        { title: 'meaning', numeric: false },
        { title: 'mostly in', numeric: false },
      ],
      rows: found.map((entry) => [
        textCell(entry.tag),
        countCell(entry.rows),
        shareCell(entry.rows, entry.of),
        textCell(entry.about),
        textCell(describeLargest(entry)),
      ]),
      left: 0,
    },
    ...(absent.length === 0
      ? []
      : [{ kind: 'note', text: `In no row: ${absent.join(', ')}.` } as const]),
  ];
}

function describeLargest({ sources }: TagFigures): string {
  const [first] = sources;
  if (first === undefined) return '';
  return `${first.source} (${formatPercent(first.rows / Math.max(1, first.of))} of it)`;
}

function tagBlock(figures: TagFigures): DisclosureBlock {
  const { tag, about, source, rows, sources } = figures;
  return {
    kind: 'disclosure',
    title: tag,
    figure: `${countOf(rows, 'row')}, ${formatPercent(shareOf(figures))}`,
    blocks: [
      { kind: 'note', text: source === undefined ? about : `${about}; threshold: ${source}` },
      {
        kind: 'table',
        caption: `Rows tagged ${tag} by source`,
        columns: [
          { title: 'source', numeric: false },
          { title: 'rows', numeric: true },
          { title: 'of the source', numeric: true },
        ],
        rows: sources.map((entry) => [
          textCell(entry.source),
          countCell(entry.rows),
          shareCell(entry.rows, entry.of),
        ]),
        left: 0,
      },
      ...sources.filter((entry) => entry.examples.length > 0).map(sourceBlock),
    ],
  };
}

function sourceBlock({ source, rows, examples }: TagFigures['sources'][number]): DisclosureBlock {
  return {
    kind: 'disclosure',
    title: source,
    figure: `${formatCount(examples.length)} of ${countOf(rows, 'row')}`,
    blocks: [
      {
        kind: 'rows',
        rows: examples.map(({ row, evidence }) => shownRow(row, evidence)),
        left: 0,
      },
    ],
  };
}
