import { expect, test } from 'vitest';
import { describeLockChange } from './describe-lock-change.ts';
import type { LockedSource } from './lock.ts';

const sha256 = '0'.repeat(64);
const before: LockedSource = {
  repository: 'owner/name',
  revision: 'main',
  commit: 'a'.repeat(40),
  license: 'mit',
  files: [
    { path: 'same.jsonl', bytes: 1, sha256 },
    { path: 'other.jsonl', bytes: 2, git_oid: 'c'.repeat(40) },
    { path: 'gone.jsonl', bytes: 3, sha256 },
  ],
  card: sha256,
  output: {
    path: 'x.jsonl',
    bytes: 9,
    rows: 100,
    sha256,
    read: 100,
    rejected: {},
    limit: null,
    tool_version: '0.1.0',
  },
  preferences: { path: 'p.jsonl', bytes: 9, rows: 7, sha256, left_out: {} },
};

test('says nothing of a source that stayed as it was', () => {
  const again = structuredClone(before);

  expect(describeLockChange(before, again)).toEqual([]);
});

test('names each change, from what to what', () => {
  const after: LockedSource = {
    ...before,
    repository: 'owner/renamed',
    commit: 'b'.repeat(40),
    license: null,
    files: [
      { path: 'new.jsonl', bytes: 4, sha256 },
      { path: 'other.jsonl', bytes: 5, git_oid: 'd'.repeat(40) },
      { path: 'same.jsonl', bytes: 1, sha256 },
    ],
    output: before.output && { ...before.output, rows: 120 },
    preferences: before.preferences && { ...before.preferences, rows: 8 },
  };

  expect(describeLockChange(before, after)).toEqual([
    'the repository changed from owner/name to owner/renamed',
    `the commit changed from ${'a'.repeat(40)} to ${'b'.repeat(40)}`,
    'the licence changed from mit to none',
    'new.jsonl is new (4 bytes)',
    'other.jsonl has other bytes (2 bytes before, 5 bytes now)',
    'gone.jsonl is gone',
    'the rows changed from 100 to 120',
    'the preference pairs changed from 7 to 8',
  ]);
});

test('compares no rows with those of a source that is not written', () => {
  const after = { ...before, output: null, preferences: null };

  expect(describeLockChange(before, after)).toEqual([]);
});
