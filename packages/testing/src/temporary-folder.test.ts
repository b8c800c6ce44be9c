import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const left: string[] = [];

test('holds the files that were asked for, in folders of their own, under its real path', () => {
  const folder = temporaryFolder({ 'a/b.jsonl': '{}\n', 'c.bin': new Uint8Array([0xff]) });
  left.push(folder);

  expect(realpathSync(folder)).toBe(folder);
  expect(readFileSync(join(folder, 'a/b.jsonl'), 'utf8')).toBe('{}\n');
  expect([...readFileSync(join(folder, 'c.bin'))]).toEqual([0xff]);
});

test('is gone when its test has ended', () => {
  expect(left.map((folder) => existsSync(folder))).toEqual([false]);
});
