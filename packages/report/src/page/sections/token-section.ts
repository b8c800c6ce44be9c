import { formatCount } from '../../format-number.ts';
import { countCell, shareCell, textCell } from '../cells.ts';
import { type CorpusReport, type SampleFigures, type TokenFigures } from '../corpus-report.ts';
import { figuresDisclosure } from '../figures-disclosure.ts';
import { formatPercent } from '../format-percent.ts';
import { type NoteBlock, type ReportSection, type SectionBlock } from '../report-section.ts';
import { sampleNote, sampleSentence } from './sample-note.ts';

/** How many rows a context of a usual size would cut. */
export function tokenSection({ tokens, sample }: CorpusReport): ReportSection {
  return {
    id: 'tokens',
    title: 'Tokens and context',
    lead: describeTokens(tokens),
    findings: findingsOf(tokens, sample),
    blocks:
      tokens.rows === 0
        ? []
        : [sampleNote(sample, tokens.rows), methodNote(tokens), ...contextBlocks(tokens)],
  };
}

// Below one row in a hundred a cut context costs little, and every corpus has some long rows.
const MANY_CUT = 0.01;

function describeTokens({ rows, median, p95, longer }: TokenFigures): string {
  if (rows === 0) return 'There are no rows to measure.';
  const largest = longer.at(-1);
  const cut =
    largest === undefined
      ? ''
      : ` ${largest.rows === 0 ? 'None is' : `${formatPercent(largest.rows / rows)} are`} longer than ${formatCount(largest.tokens)} tokens.`;
  return `Half of the rows have at most ${formatCount(median)} tokens, one in twenty has more than ${formatCount(p95)}.${cut}`;
}

function findingsOf({ tokenizer, rows, longer }: TokenFigures, sample: SampleFigures): string[] {
  const cutting = longer.findLast((entry) => rows > 0 && entry.rows / rows >= MANY_CUT);
  if (cutting === undefined) return [];
  const share = formatPercent(cutting.rows / rows);
  const how = tokenizer === undefined ? ', as estimated' : '';
  const sentence = `A context of ${formatCount(cutting.tokens)} tokens cuts ${share} of the rows${how}.`;
  return [sampleSentence(sentence, rows, sample)];
}

function methodNote({ tokenizer, charactersPerToken }: TokenFigures): NoteBlock {
  return {
    kind: 'note',
    text:
      tokenizer === undefined
        ? `Estimated as characters ÷ ${String(charactersPerToken)}; give --tokenizer tokenizer.json to count them.`
        : `Counted with ${tokenizer}.`,
  };
}

function contextBlocks({ rows, longer }: TokenFigures): SectionBlock[] {
  if (longer.length === 0) return [];
  return [
    {
      kind: 'chart',
      about: `Rows longer than a context: ${longer
        .map((entry) => `${formatPercent(entry.rows / rows)} than ${formatCount(entry.tokens)}`)
        .join(', ')} tokens.`,
      chart: {
        kind: 'ranges',
        bars: longer.map((entry) => ({
          name: `longer than ${formatCount(entry.tokens)}`,
          share: entry.rows / rows,
          before: undefined,
          usual: undefined,
          tone: 'plain',
        })),
      },
    },
    figuresDisclosure({
      kind: 'table',
      caption: 'Rows longer than a context',
      columns: [
        { title: 'context', numeric: false },
        { title: 'longer rows', numeric: true },
        { title: 'of the rows', numeric: true },
      ],
      rows: longer.map((entry) => [
        { ...textCell(`${formatCount(entry.tokens)} tokens`), value: entry.tokens },
        countCell(entry.rows),
        shareCell(entry.rows, rows),
      ]),
      left: 0,
    }),
  ];
}
