import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTemplate } from './parse-template.ts';

test('reads texts, placeholders with dotted paths, filters and braces', () => {
  const parsed = parseTemplate('Why {{not}} { a.0.b }{calls|tool_calls}?');

  expect(parsed).toEqual({
    parts: [
      { kind: 'text', text: 'Why {not} ' },
      { kind: 'placeholder', path: 'a.0.b', filter: undefined },
      { kind: 'placeholder', path: 'calls', filter: 'tool_calls' },
      { kind: 'text', text: '?' },
    ],
  });
});

test('three braces are a brace around a placeholder', () => {
  expect(parseTemplate('{{{a}}}')).toEqual({
    parts: [
      { kind: 'text', text: '{' },
      { kind: 'placeholder', path: 'a', filter: undefined },
      { kind: 'text', text: '}' },
    ],
  });
});

test.each([
  ['{a', 'has a { at character 1 that is not closed; a brace itself is written {{'],
  ['a {b {c}', 'has a { at character 3 that is not closed; a brace itself is written {{'],
  ['{a}}', 'has a } at character 4 that closes nothing; a brace itself is written }}'],
  ['{}', 'has a placeholder without a path: {}'],
  ['{ |json}', 'has a placeholder without a path: { |json}'],
  ['{a|jsn}', 'has an unknown filter in {a|jsn}; perhaps json'],
  ['{a|upper}', 'has an unknown filter in {a|upper}; known are json, tool_calls, tools'],
])('names what is wrong with %j', (template, problem) => {
  expect(parseTemplate(template)).toEqual({ problem });
});

test('any text stands for itself once its braces are doubled', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('{', '}', '|', 'a', '\n') }), (text) => {
      const doubled = text.replaceAll('{', '{{').replaceAll('}', '}}');

      expect(parseTemplate(doubled)).toEqual({
        parts: text === '' ? [] : [{ kind: 'text', text }],
      });
    }),
  );
});
