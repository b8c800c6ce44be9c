import type { Shape } from '../shape.ts';
import { speakerList } from './speaker-list.ts';

/** Schema-Guided Dialogue and MultiWOZ 2.2: `turns` of `{speaker, utterance}`, where `SYSTEM` is who answers. */
export const schemaGuided: Shape = speakerList({
  list: 'turns',
  text: 'utterance',
  speakers: new Map([
    ['USER', 'Human'],
    ['SYSTEM', 'Assistant'],
  ]),
});
