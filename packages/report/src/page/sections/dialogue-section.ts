import { formatCount } from '../../format-number.ts';
import { countCell, shareCell, textCell } from '../cells.ts';
import { type CorpusReport } from '../corpus-report.ts';
import { figuresDisclosure } from '../figures-disclosure.ts';
import { formatPercent } from '../format-percent.ts';
import { type HistogramPanel, type ReportSection, type SectionBlock } from '../report-section.ts';
import { countOf } from '../words.ts';
import { sampleNote } from './sample-note.ts';

/** How many rows are dialogues, and of how many turns. */
export function dialogueSection({ turns, sample }: CorpusReport): ReportSection {
  const dialogues = turns.reduce((sum, entry) => sum + entry.rows, 0);
  return {
    id: 'dialogues',
    title: 'Turns in dialogues',
    lead: describeDialogues(turns, { dialogues, all: sample.rows }),
    findings: [],
    blocks: dialogues === 0 ? [] : [sampleNote(sample), ...turnBlocks(turns, dialogues)],
  };
}

type Turns = CorpusReport['turns'];

function describeDialogues(
  turns: Turns,
  { dialogues, all }: { readonly dialogues: number; readonly all: number },
): string {
  if (dialogues === 0) return 'No row is a dialogue of several turns.';
  const commonest = turns.reduce((most, entry) => (entry.rows > most.rows ? entry : most));
  return `${formatPercent(dialogues / Math.max(1, all))} of the rows are dialogues; most often they have ${turnName(turns, commonest.turns)}.`;
}

function turnName(turns: Turns, count: number): string {
  return turns.length > 1 && count === turns.at(-1)?.turns
    ? `${formatCount(count)} turns or more`
    : countOf(count, 'turn');
}

function turnBlocks(turns: Turns, dialogues: number): SectionBlock[] {
  return [
    {
      kind: 'chart',
      about: `Dialogues by their number of turns: ${turns.map((entry) => `${turnName(turns, entry.turns)} ${formatCount(entry.rows)}`).join(', ')}.`,
      chart: { kind: 'histograms', panels: [panelOf(turns)] },
    },
    figuresDisclosure({
      kind: 'table',
      caption: 'Dialogues by their number of turns',
      columns: [
        { title: 'turns', numeric: false },
        { title: 'rows', numeric: true },
        { title: 'of the dialogues', numeric: true },
      ],
      rows: turns.map((entry) => [
        { ...textCell(turnName(turns, entry.turns)), value: entry.turns },
        countCell(entry.rows),
        shareCell(entry.rows, dialogues),
      ]),
      left: 0,
    }),
  ];
}

function panelOf(turns: Turns): HistogramPanel {
  return {
    title: 'turns',
    note: '',
    bars: turns.map((entry, index) => ({
      name: `${String(entry.turns)}${index === turns.length - 1 && index > 0 ? '+' : ''}`,
      amount: entry.rows,
    })),
    marks: [],
  };
}
