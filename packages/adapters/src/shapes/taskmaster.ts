import type { Shape } from '../shape.ts';
import { speakerList } from './speaker-list.ts';

/** Taskmaster 1 to 3: `utterances` of `{speaker, text}`; the first two write the speakers in capitals. */
export const taskmaster: Shape = speakerList({
  list: 'utterances',
  text: 'text',
  speakers: new Map([
    ['user', 'Human'],
    ['USER', 'Human'],
    ['assistant', 'Assistant'],
    ['ASSISTANT', 'Assistant'],
  ]),
});
