import { expect, test } from 'vitest';
import { refusal } from './refusal.ts';

test.each([
  "I'm sorry, but I can't help with that.",
  'I’m sorry, I’m not allowed to share that kind of information.',
  'Sorry, I am unable to provide addresses.',
  'I apologize, but I cannot create that picture.',
  "Unfortunately, I don't have access to your calendar.",
  "I'm afraid I won't be able to do that.",
  'As an AI language model, I cannot predict the future.',
  "I'm sorry, but as an AI, I don't have the capability to book flights.",
  "I can't assist you with this.",
  'I will not be able to answer that question.',
  'I am not comfortable discussing this with you.',
  'I must respectfully decline.',
  'Lo siento, no puedo ayudarte con eso.',
  'Desculpe, não posso ajudar com isso.',
  'Je suis désolé, mais je ne peux pas répondre à cette question.',
  'Es tut mir leid, aber ich kann dir dabei nicht helfen.',
  'Mi dispiace, non posso aiutarti.',
  'Извините, но я не могу ответить на этот вопрос.',
  '很抱歉，我无法回答这个问题。',
  '申し訳ありませんが、その質問にはお答えできません。',
  '죄송하지만 도와드릴 수 없습니다.',
])('takes %j for a refusal', (output) => {
  expect(find(output)).toBe(output);
});

test.each([
  'I apologize for the confusion. You are right: the sum is 12.',
  'I’m sorry to hear that. Have you tried to sleep more?',
  "I'm sorry, I don't understand the question.",
  "I can't believe it: we found water!",
  "I cannot help but wonder, and I can't help thinking of you.",
  "I won't give up, I told them.",
  'Dear guests, we regret the delay of your flight.',
  'You cannot help everyone.',
  'He said that he cannot help with that.',
  'She wrote: "I\'m sorry, but I can\'t help you."',
  'Juliet: I am sorry, I cannot answer you.',
  'No puedo creerlo: hay agua.',
  'Leider regnet es morgen nicht.',
  '对不起，我来晚了。',
  '',
])('takes %j for an answer', (output) => {
  expect(find(output)).toBeUndefined();
});

test('shows the sentence that declines, behind the one before it', () => {
  const output = "That is illegal.  I'm sorry, I can't help you with that! Ask me something else.";

  expect(find(output)).toBe("I'm sorry, I can't help you with that!");
});

test('shows the end of a sentence that goes on beyond the opening', () => {
  const output = `${'That is a hard one. '.repeat(14)}I can't help you with this, as I know nothing of it.`;

  expect(find(output)).toBe("I can't help you with this, as I know nothing of it.");
});

test('leaves a refusal behind the first sentences alone', () => {
  const output = `${'The recipe needs an egg. '.repeat(15)}I'm sorry, but I can't help with that.`;

  expect(find(output)).toBeUndefined();
});

test('ends at once on 4 million apologies', () => {
  expect(find("I'm sorry, I can't, I ".repeat(200_000))).toBeUndefined();
});

function find(output: string): string | undefined {
  return refusal.find({ instruction: 'Tell me.', input: '', output }, {});
}
