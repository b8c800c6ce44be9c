import type { Manner } from '../pieces.ts';
import type { Text } from '../text.ts';

/** What is settled of a row before its topic makes texts of it. */
export interface TopicRow {
  readonly seed: number;
  /** stands in the instruction, so that no other row has its texts */
  readonly row: number;
  readonly manner: Manner;
  readonly hasInput: boolean;
  readonly isDialogue: boolean;
  /** of the longest text, in characters, on average */
  readonly length: number;
}

/** A row's texts. Of a dialogue, what opens it and the reply to that are prose where a topic has none. */
export interface TopicTexts {
  readonly opening?: Text;
  readonly reply?: Text;
  readonly instruction: Text;
  readonly input: Text | undefined;
  readonly output: Text;
}
