import { formatCount } from '../../format-number.ts';
import { type ReportRow, type ReportText } from '../corpus-report.ts';
import { type RowPart, type ShownRow, type Speaker } from '../report-section.ts';

/** A row as a person reads it: a dialogue turn by turn, its question and answer last; any other row by its fields. */
export function shownRow(row: ReportRow, note = ''): ShownRow {
  const file = row.file === undefined ? '' : `${row.file}, `;
  return {
    place: `${file}line ${formatCount(row.line)} · ${row.source}`,
    note,
    left: Math.max(0, row.turnsInAll - (row.turns?.length ?? 0)),
    parts: row.turns === undefined ? fieldParts(row) : dialogueParts(row, row.turns),
  };
}

function fieldParts({ instruction, input, output }: ReportRow): RowPart[] {
  return [
    { name: 'instruction', speaker: undefined, text: instruction },
    ...(input.characters === 0 ? [] : [{ name: 'input', speaker: undefined, text: input }]),
    { name: 'output', speaker: undefined, text: output },
  ];
}

type Turns = NonNullable<ReportRow['turns']>;

function dialogueParts({ instruction, output }: ReportRow, turns: Turns): RowPart[] {
  return [
    ...turns.map(({ speaker, text }) => turnOf(speaker, text)),
    questionOf(instruction),
    turnOf('Assistant', output),
  ];
}

// The turn before the answer keeps its header where it is not the user's.
const header = /^(Assistant|System|Tool): /u;

function questionOf({ text, characters }: ReportText): RowPart {
  const [found, speaker = 'Human'] = header.exec(text) ?? [''];
  return turnOf(speaker, {
    text: text.slice(found.length),
    characters: characters - found.length,
  });
}

function turnOf(speaker: string, text: ReportText): RowPart {
  return { name: speaker, speaker: speakers.get(speaker) ?? 'other', text };
}

const speakers: ReadonlyMap<string, Speaker> = new Map([
  ['Human', 'human'],
  ['Assistant', 'assistant'],
  ['System', 'system'],
  ['Tool', 'tool'],
] as const);
