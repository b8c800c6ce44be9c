import { chatTexts } from './chat-texts.ts';
import { codeTexts } from './code-texts.ts';
import { passageTexts } from './passage-texts.ts';
import { storyTexts } from './story-texts.ts';
import { sumTexts } from './sum-texts.ts';
import { taskTexts } from './task-texts.ts';
import type { TopicRow, TopicTexts } from './topic-row.ts';

const topics = {
  task: taskTexts,
  code: codeTexts,
  passage: passageTexts,
  story: storyTexts,
  sum: sumTexts,
  chat: chatTexts,
} as const satisfies Readonly<Record<string, (row: TopicRow) => TopicTexts>>;

const topicNames = ['task', 'code', 'passage', 'story', 'sum', 'chat'] as const;

/**
 * What a file's rows are about, or `mixed` where each row has a topic of its own. Content rules tell the topics apart,
 * and chat where it is a dialogue; the others they tell in dialogues too.
 */
export type Topic = keyof typeof topics | 'mixed';

/** The row's texts; `draw` settles the topic of a mixed one. */
export function textsOf(topic: Topic, given: TopicRow, draw: number): TopicTexts {
  const name = topic === 'mixed' ? topicNames[draw % topicNames.length] : topic;
  return topics[name ?? 'chat'](given);
}
