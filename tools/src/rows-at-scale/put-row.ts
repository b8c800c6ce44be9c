import type { Content } from './content.ts';
import type { LineBuffer } from './line-buffer.ts';
import { rowForms, type FieldKind, type Spacing } from './row-forms.ts';
import type { RowStyle } from './row-style.ts';
import { putText, type Text } from './text.ts';

/** A row to be spelled: its number and label are those of the place it stands at, its texts may be another's. */
export interface RowToPut {
  readonly row: number;
  readonly label: string;
  readonly content: Content;
  readonly style: RowStyle;
  /** whether its answers are left out, so that it is no record */
  readonly isUnanswered: boolean;
}

type Field = readonly [key: string, kind: FieldKind];

const marks = {
  compact: { open: '{', colon: ':', comma: ',', close: '}' },
  python: { open: '{', colon: ': ', comma: ', ', close: '}' },
  wide: { open: '{ ', colon: ' : ', comma: ' , ', close: ' }' },
} as const satisfies Record<Spacing, object>;

const textKinds: ReadonlySet<FieldKind> = new Set([
  'instruction',
  'input',
  'inputOrBlank',
  'output',
]);
const fieldsByForm = new Map(
  rowForms.map((form): [string, ReturnType<typeof fieldsOf>] => [form.name, fieldsOf(form.fields)]),
);
const lineFeed = 0x0a;

/** Puts the row as JSON and a line feed. */
export function putRow(line: LineBuffer, given: RowToPut): void {
  const { style, content } = given;
  const { open, comma, close } = marks[style.spacing];
  const forms = fieldsByForm.get(style.form.name);
  if (forms === undefined) throw new Error(`There is no form ${style.form.name}.`);
  const isDialogue = content.opening !== undefined;
  const { forward, backward } = isDialogue ? forms.beside : forms.all;
  line.putAscii(open);
  if (isDialogue) putDialogue(line, given);
  let isFirst = !isDialogue;
  for (const [key, kind] of style.isReversed ? backward : forward) {
    if (kind === 'input' && content.input === undefined) continue;
    if (!isFirst) line.putAscii(comma);
    isFirst = false;
    putKey(line, key, style);
    putValue(line, kind, given);
  }
  line.putAscii(close);
  line.putByte(lineFeed);
}

function fieldsOf(fields: readonly Field[]): {
  readonly all: { readonly forward: readonly Field[]; readonly backward: readonly Field[] };
  /** what stands beside a dialogue */
  readonly beside: { readonly forward: readonly Field[]; readonly backward: readonly Field[] };
} {
  const bothWays = (
    list: readonly Field[],
  ): { readonly forward: readonly Field[]; readonly backward: readonly Field[] } => ({
    forward: list,
    backward: list.toReversed(),
  });
  return {
    all: bothWays(fields),
    beside: bothWays(fields.filter(([, kind]) => !textKinds.has(kind))),
  };
}

function putKey(line: LineBuffer, key: string, { spacing }: RowStyle): void {
  line.putAscii(`"${key}"${marks[spacing].colon}`);
}

function putValue(line: LineBuffer, kind: FieldKind, given: RowToPut): void {
  const { content, row } = given;
  switch (kind) {
    case 'instruction':
      putQuoted(line, content.instruction, given.style);
      return;
    case 'input':
    case 'inputOrBlank':
      if (content.input === undefined) line.putAscii('""');
      else putQuoted(line, content.input, given.style);
      return;
    case 'output':
      if (given.isUnanswered) line.putAscii('""');
      else putQuoted(line, content.output, given.style);
      return;
    case 'category':
      line.putAscii(`"${given.label}"`);
      return;
    case 'source':
      line.putAscii(`"set_${String(row % 5)}"`);
      return;
    case 'id':
      line.putAscii(String(row));
      return;
    case 'tags':
      line.putAscii(`["part-${String(row % 7)}", "checked"]`);
  }
}

function putQuoted(
  line: LineBuffer,
  text: Text,
  { encoding, isBlankEnded }: Pick<RowStyle, 'encoding' | 'isBlankEnded'>,
): void {
  line.putAscii(isBlankEnded ? '" ' : '"');
  putText(line, text, encoding);
  line.putAscii(isBlankEnded ? ' \\n"' : '"');
}

const messageNames = { list: 'messages', role: 'role', text: 'content' } as const;
const shareGptNames = { list: 'conversations', role: 'from', text: 'value' } as const;

function putDialogue(line: LineBuffer, { content, style, isUnanswered }: RowToPut): void {
  const { list, role, text } = style.isShareGpt ? shareGptNames : messageNames;
  const [user, assistant] = style.isShareGpt ? ['human', 'gpt'] : ['user', 'assistant'];
  const { open, comma, close, colon } = marks[style.spacing];
  const answers = isUnanswered ? [undefined, undefined] : [content.reply, content.output];
  const turns = [content.opening, answers[0], content.instruction, answers[1]];
  putKey(line, list, style);
  line.putByte(0x5b);
  let isFirst = true;
  for (const [index, turn] of turns.entries()) {
    if (turn === undefined) continue;
    if (!isFirst) line.putAscii(comma);
    isFirst = false;
    const speaker = index % 2 === 0 ? user : assistant;
    line.putAscii(`${open}"${role}"${colon}"${speaker}"${comma}"${text}"${colon}`);
    putQuoted(line, turn, style);
    line.putAscii(close);
  }
  line.putByte(0x5d);
}
