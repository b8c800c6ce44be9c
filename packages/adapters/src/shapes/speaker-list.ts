import type { Speaker, Turn } from '@llamaforge/schema';
import { dialogue, type Turns } from '../dialogue.ts';
import { asText } from '../field-text.ts';
import { openingTurns } from '../opening-turns.ts';
import { refuse } from '../outcome.ts';
import { fieldOf, isList, isRow, type Row } from '../row.ts';
import type { Shape } from '../shape.ts';

/** How a task dialogue lays out its turns. */
export interface SpeakerListForm {
  readonly list: string;
  readonly text: string;
  /** Who speaks under each value of `speaker`, spelled exactly so. */
  readonly speakers: ReadonlyMap<unknown, Speaker>;
}

/** A dialogue as a list, not empty, of `{speaker, <text>}`, in which every element has both keys. */
export function speakerList(form: SpeakerListForm): Shape {
  return {
    fits: (row) => spokenIn(row, form).length > 0,
    read: (row) => [dialogue(openingTurns(row), readTurns(spokenIn(row, form), form))],
  };
}

function spokenIn(row: Row, { list, text }: SpeakerListForm): readonly Row[] {
  const elements = fieldOf(row, list);
  if (!isList(elements)) return [];
  const spoken = elements.filter(isRow);
  const allFit =
    spoken.length === elements.length &&
    spoken.every((element) => Object.hasOwn(element, 'speaker') && Object.hasOwn(element, text));
  return allFit ? spoken : [];
}

function readTurns(elements: readonly Row[], form: SpeakerListForm): Turns {
  const turns: Turn[] = [];
  for (const [index, element] of elements.entries()) {
    const where = `${form.list}.${String(index)}`;
    const speaker = form.speakers.get(element['speaker']);
    if (speaker === undefined) {
      return refuse('unknown_role', `\`${where}\` has a speaker that is not known`);
    }
    const text = asText(element[form.text], `${where}.${form.text}`);
    if (typeof text !== 'string') return text;
    turns.push({ speaker, text });
  }
  return turns;
}
