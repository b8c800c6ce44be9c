import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import { expect, test } from 'vitest';
import { writeWhole } from './write-whole.ts';

test('takes the place of what stood under the name, and makes the folders above it', () => {
  const folder = temporaryFolder({ 'a/b.txt': 'before, and longer' });

  writeWhole(join(folder, 'a/b.txt'), 'after');
  writeWhole(join(folder, 'c/d/e.txt'), 'new');

  expect(readFileSync(join(folder, 'a/b.txt'), 'utf8')).toBe('after');
  expect(readFileSync(join(folder, 'c/d/e.txt'), 'utf8')).toBe('new');
  expect(readdirSync(join(folder, 'a'))).toEqual(['b.txt']);
});

test('leaves nothing of a text that cannot take its name', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'taken'));

  expect(() => {
    writeWhole(join(folder, 'taken'), 'text');
  }).toThrow(FileAccessError);

  expect(readdirSync(folder)).toEqual(['taken']);
});
