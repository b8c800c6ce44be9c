import { dialogue } from '../dialogue.ts';
import { messageTurns } from '../message-turns.ts';
import { openingTurns } from '../opening-turns.ts';
import { fieldOf, isList } from '../row.ts';
import type { Shape } from '../shape.ts';
import { toolsTurns } from '../tools-turns.ts';

/** A dialogue as a list of messages under `key`; an empty list fits and lacks its output. */
export function messageList(key: string): Shape {
  return {
    fits: (row) => isList(fieldOf(row, key)),
    read: (row) => {
      const messages = fieldOf(row, key);
      const turns = messageTurns(isList(messages) ? messages : [], key);
      return [dialogue(openingTurns(row), turns, toolsTurns(row))];
    },
  };
}
