import type { GroupMapping, RowMapping, Speaker, Turn } from '@llamaforge/schema';
import { adapted, type AdaptedRow } from './adapted-row.ts';
import { compileOnce } from './compile-once.ts';
import { dialogue } from './dialogue.ts';
import { hasText } from './field-text.ts';
import { compileTemplate, filledText } from './fill-template.ts';
import { refuse, type Outcome, type Refusal } from './outcome.ts';
import { prepareRow, refuseNegative } from './prepare-row.ts';
import type { Row } from './row.ts';
import { scalarText, shownValue } from './scalar-text.ts';
import { valueAt } from './value-at.ts';

/**
 * Makes one record of the rows of one dialogue, which stand in order: every turn of every row that the mapping selects.
 * Never throws; what refuses one of the rows refuses the dialogue.
 */
export function adaptGroup(
  rows: readonly unknown[],
  group: GroupMapping,
  mapping: RowMapping = {},
): AdaptedRow {
  return adapted(readGroup(rows, group, mapping), 'group', mapping);
}

function readGroup(rows: readonly unknown[], group: GroupMapping, mapping: RowMapping): Outcome {
  const speakerOf = speakersByTurn();
  const turns: Turn[] = [];
  let unselected = refuse('not_selected', 'the dialogue has no rows');
  let selectedRows = 0;
  for (const [index, value] of rows.entries()) {
    const spoken = turnsOf(value, group, mapping);
    if ('reason' in spoken) {
      const { reason, detail } = spoken;
      const located = refuse(reason, `row ${String(index + 1)} of the dialogue: ${detail}`);
      if (reason !== 'not_selected') return located;
      unselected = located;
      continue;
    }
    selectedRows += 1;
    for (const { speaker, text } of spoken) turns.push({ speaker: speakerOf(speaker), text });
  }
  return selectedRows === 0 ? unselected : dialogue(turns);
}

/** Who speaks: a speaker by name, or by what stands in the column that tells them apart. */
type Voice = Speaker | { readonly value: string };

interface VoicedTurn {
  readonly speaker: Voice;
  readonly text: string;
}

function turnsOf(
  value: unknown,
  group: GroupMapping,
  mapping: RowMapping,
): readonly VoicedTurn[] | Refusal {
  const prepared = prepareRow(value, mapping);
  if ('reason' in prepared) return prepared;
  const { row } = prepared;
  const negative = refuseNegative(row, mapping);
  if (negative !== undefined) return negative;
  const turns: VoicedTurn[] = [];
  for (const { speaker, template } of compiledTurns(group)) {
    const voice = voiceOf(row, speaker);
    if (typeof voice !== 'string' && 'reason' in voice) return voice;
    const text = filledText(row, template);
    if (typeof text !== 'string') return text;
    if (hasText(text)) turns.push({ speaker: voice, text });
  }
  return turns;
}

type GroupTurn = GroupMapping['turns'][number];

const compiledTurns = compileOnce(({ turns }: GroupMapping) =>
  turns.map(({ speaker, text }) => ({ speaker, template: compileTemplate(text) })),
);

function voiceOf(row: Row, speaker: GroupTurn['speaker']): Voice | Refusal {
  if (typeof speaker === 'string') return speaker;
  const { column } = speaker;
  const found = valueAt(row, column);
  const value = scalarText(found)?.trim();
  return value === undefined || value === ''
    ? refuse('unknown_role', `\`${column}\` is ${shownValue(found)}, which names no speaker`)
    : { value };
}

/** Of a column's values, the first that speaks is the human's, and all others are the assistant's. */
function speakersByTurn(): (voice: Voice) => Speaker {
  let human: string | undefined;
  return (voice) => {
    if (typeof voice === 'string') return voice;
    human ??= voice.value;
    return voice.value === human ? 'Human' : 'Assistant';
  };
}
