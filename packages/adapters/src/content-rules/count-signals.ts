import { isWordByte, type LiteralAutomaton } from './literal-automaton.ts';
import type { FieldBytes } from './field-bytes.ts';
import type { FeatureTarget } from './measure-field.ts';

const lineFeed = 0x0a;

/** Adds to `features[base + signal]` every place of the field where one of a signal's literals stands as its anchor asks. */
export function countSignals(
  automaton: LiteralAutomaton,
  field: FieldBytes,
  { features, base }: FeatureTarget,
): void {
  const { columnOf, columns, next, ending, reporting, shorter, alsoEnding, literals } = automaton;
  const { bytes, length } = field;
  let state = 0;
  for (let i = 0; i < length; i++) {
    state = next[state * columns + (columnOf[bytes[i] ?? 0] ?? 0)] ?? 0;
    let reached = reporting[state] ?? 0;
    for (; reached !== 0; reached = shorter[reached] ?? 0) {
      let index = ending[reached] ?? -1;
      for (; index >= 0; index = alsoEnding[index] ?? -1) {
        const literal = literals[index];
        if (literal !== undefined && stands(literal, field, i + 1)) {
          const cell = base + literal.signal;
          features[cell] = (features[cell] ?? 0) + 1;
        }
      }
    }
  }
}

/** Whether a literal that ends right before `stop` has the borders its anchor asks for. */
function stands(
  literal: LiteralAutomaton['literals'][number],
  field: FieldBytes,
  stop: number,
): boolean {
  const start = stop - literal.length;
  switch (literal.at) {
    case 'anywhere':
      return true;
    case 'word':
      return borderBefore(literal, field, start) && borderBehind(literal, field, stop);
    case 'word_start':
      return borderBefore(literal, field, start);
    case 'text_start':
      return start === 0 && borderBehind(literal, field, stop);
    case 'line_start':
      return (
        (start === 0 || field.bytes[start - 1] === lineFeed) && borderBehind(literal, field, stop)
      );
    case 'text_end':
      return stop === field.length && borderBefore(literal, field, start);
  }
}

function borderBefore(
  literal: { readonly beginsWithWord: boolean },
  { bytes }: FieldBytes,
  start: number,
): boolean {
  return !literal.beginsWithWord || start === 0 || !isWordByte(bytes[start - 1] ?? 0);
}

function borderBehind(
  literal: { readonly endsWithWord: boolean },
  { bytes, length }: FieldBytes,
  stop: number,
): boolean {
  return !literal.endsWithWord || stop === length || !isWordByte(bytes[stop] ?? 0);
}
