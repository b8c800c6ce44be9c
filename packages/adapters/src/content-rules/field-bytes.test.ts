import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readField } from './field-bytes.ts';

test('keeps a text of exactly 4,096 bytes whole', () => {
  const field = readField('x'.repeat(4096));

  expect([field.length, field.text.length]).toEqual([4096, 4096]);
});

test.each([
  ['é', 4095],
  ['漢', 4094],
  ['🙂', 4093],
])('cuts before %s where its bytes do not all fit', (character, room) => {
  const kept = 'x'.repeat(room);

  const field = readField(kept + character);

  expect([field.length, field.text]).toEqual([room, kept]);
});

test.each(['é', '漢', '🙂'])('keeps %s where its last byte is the 4,096th', (character) => {
  const text = 'x'.repeat(4096 - Buffer.byteLength(character)) + character;

  const field = readField(`${text}y`);

  expect([field.length, field.text]).toEqual([4096, text]);
});

test('drops an end mark once, and only at the end of the cut text', () => {
  expect(readField('Yes</s></s>').text).toBe('Yes</s>');
  expect(readField('Yes</s>.').text).toBe('Yes</s>.');
  expect(readField(`${'x'.repeat(4090)}<|endoftext|>`).text).toBe(`${'x'.repeat(4090)}<|endo`);
});

test('leaves nothing of a longer field before', () => {
  readField('a longer text');

  const { bytes, length } = readField('ab');

  expect([...bytes.subarray(0, length + 2)]).toEqual([0x61, 0x62, 0, 0]);
});

test('holds the longest run of whole code points that fits', () => {
  const text = fc.array(fc.constantFrom('a', 'é', '漢', '🙂', '\uD83D'), {
    minLength: 1,
    maxLength: 9,
  });
  fc.assert(
    fc.property(text, (characters) => {
      const long = characters.join('').toWellFormed().repeat(1200);
      const whole = Buffer.from(long)
        .subarray(0, 4096)
        .toString()
        .replace(/\uFFFD+$/u, '');

      const { bytes, length } = readField(characters.join('').repeat(1200));

      const read = Buffer.from(bytes.subarray(0, length)).toString();
      expect(read.replace(/\uFFFD+$/u, '')).toBe(whole);
      expect(long.startsWith(read)).toBe(true);
      expect(Math.min(4093, Buffer.byteLength(long))).toBeLessThanOrEqual(length);
    }),
  );
});
