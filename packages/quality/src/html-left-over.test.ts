import { expect, test } from 'vitest';
import { htmlLeftOver } from './html-left-over.ts';

const find = (output: string, instruction = 'Tell me of the town.'): string | undefined =>
  htmlLeftOver.find({ instruction, input: '', output }, {});

test.each([
  ['It has a castle.<br>It has a mill.', 'It has a castle.<br>It has a mill.'],
  [
    'It has <a href="/castle" class=\'x\'>a castle</a>.',
    'It has <a href="/castle" class=\'x\'>a castle</a>.',
  ],
  ['The old<sup>1</sup> mill', 'The old<sup>1</sup> mill'],
  ['Mills &amp; castles', 'Mills &amp; castles'],
  ['I won&#39;t go, it&nbsp;rains', 'I won&#39;t go, it&nbsp;rains'],
  ['castle class="big"> and mill', 'castle class="big"> and mill'],
  ['<P ALIGN=center>The mill</P>', '<P ALIGN=center>The mill</P>'],
])('finds what is left in %j', (output, evidence) => {
  expect(find(output)).toBe(evidence);
});

test.each([
  '<think>\nA mill?\n</think>\n\nA mill.',
  '<tool_call>{"name":"mill"}</tool_call>',
  'A List<String>, a Map<B, I>, a vector<T> and an Option<u8>',
  'a < b and b > c, 3 <5, x<y>z, i<p and p>q, Map<B>',
  '<MASK> is a town of <unk> people, says <name>',
  'Put a `<br>` there, or write "<p>" at its start.',
  'As so:\n```\n<p>A mill</p>\n```\nThat is all.',
  'AT&T; R&D; Q&A; a&b;',
  '<!DOCTYPE html>\n<html><body><p>A mill</p></body></html>',
  'x<<48/2=24>>24',
])('finds nothing in %j', (output) => {
  expect(find(output)).toBeUndefined();
});

test.each([
  'Write a web page about the mill.',
  'Make an HTML list of towns.',
  'Put each name in <b> tags.',
  'Write the town in bold.',
])('leaves the answer to %j alone', (instruction) => {
  expect(find('<b>The mill</b>', instruction)).toBeUndefined();
});

test('leaves code alone, and looks at questions too', () => {
  const record = { instruction: 'Of what&nbsp;is it?', input: '', output: '<b>Stone</b>' };
  const question = { ...record, output: 'Stone.' };

  expect([
    htmlLeftOver.find(record, { category: 'code_debugging' }),
    htmlLeftOver.find(question, { category: 'instruction' }),
  ]).toEqual([undefined, 'Of what&nbsp;is it?']);
});

test('reads a hostile text in time that grows with its length', () => {
  const unclosed = ['<a ', '<a b="', '<p a=b ', '<', '&'].map((part) => part.repeat(20_000));
  const output = `${unclosed.join('\n')}\n\`\`\`\n${'<br>'.repeat(200_000)}`;

  expect(find(output)).toBeUndefined();
});
