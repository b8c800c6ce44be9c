import { type ReportRow, type ReportText } from '@llamaforge/report';
import { unfoldTurns } from '@llamaforge/schema';
import { type RowValues } from '../canonical-form.ts';
import { countCodePoints } from '../length-figures.ts';

/** UTF-16 units of a text that are shown where a row is to be read. */
export const READING_UNITS = 1500;
/** UTF-16 units of a text that are shown where a row is an example. */
export const EXAMPLE_UNITS = 600;

const MOST_TURNS = 40;
// All turns of a row together show as much as so many whole texts.
const TEXTS_OF_TURNS = 4;

/** The beginning of a text, at most so many UTF-16 units, and no half of a surrogate pair at its end. */
export function cutText(text: string, units: number): ReportText {
  return { text: beginningOf(text, units), characters: countCodePoints(text) };
}

/** A row as a report shows it, each of its texts cut to so many UTF-16 units. */
export function makeReportRow(
  values: RowValues,
  {
    file,
    line,
    units,
  }: { readonly file?: string | undefined; readonly line: number; readonly units: number },
): ReportRow {
  const turns = turnsOf(values.input);
  return {
    file,
    line,
    source: values.source,
    category: values.category,
    instruction: cutText(values.instruction, units),
    input: cutText(values.input, units),
    output: cutText(values.output, units),
    turns: turns.length === 0 ? undefined : cutTurns(turns, units),
    turnsInAll: turns.length,
  };
}

interface ShownTurn {
  readonly speaker: string;
  readonly text: string;
}

/** The turns of a transcript; none where a text is no transcript. */
function turnsOf(input: string): readonly ShownTurn[] {
  if (input === '') return [];
  // The question and the answer come last; without a transcript they are all there is.
  return unfoldTurns({ instruction: '-', input, output: '-' }).slice(0, -2);
}

/** The first turns, the later of them with less of their text or none: of 40 long ones a page could show nothing else. */
function cutTurns(turns: readonly ShownTurn[], units: number): NonNullable<ReportRow['turns']> {
  let unitsLeft = units * TEXTS_OF_TURNS;
  return turns.slice(0, MOST_TURNS).map(({ speaker, text }) => {
    const cut = cutText(text, Math.min(units, unitsLeft));
    unitsLeft -= cut.text.length;
    return { speaker, text: cut };
  });
}

function beginningOf(text: string, units: number): string {
  if (text.length <= units) return text;
  const isHalf = units > 0 && (text.charCodeAt(units - 1) & 0xfc00) === 0xd800;
  return text.slice(0, isHalf ? units - 1 : units);
}
