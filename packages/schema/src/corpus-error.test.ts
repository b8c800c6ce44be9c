import { expect, test } from 'vitest';
import {
  ChangedFileError,
  ConfigurationError,
  CorpusError,
  DamagedFileError,
  DatabaseBusyError,
  FileAccessError,
} from './corpus-error.ts';
import { UsageError } from './usage-error.ts';

const cause = new Error('what the system said');

test.each([
  [new CorpusError('Say what, where, what to do.', { cause }), 'CorpusError'],
  [new DamagedFileError('a.json', 'cut off', { cause }), 'DamagedFileError'],
  [new FileAccessError('No.', { path: 'a', code: 'EACCES' }, { cause }), 'FileAccessError'],
  [new DatabaseBusyError('h.sqlite', { cause }), 'DatabaseBusyError'],
  [new UsageError('No such flag.', { cause }), 'UsageError'],
])('%s is a CorpusError with its own name and its cause', (error, name) => {
  expect(error).toBeInstanceOf(CorpusError);
  expect({ name: error.name, cause: error.cause }).toEqual({ name, cause });
});

test('a damaged file is named with what is wrong in it, and what to do', () => {
  const error = new DamagedFileError('data/a.json', 'the array is not closed (row 12)');

  expect(error.message).toBe(
    'data/a.json is damaged: the array is not closed (row 12). Get the file anew, or leave it out with --on-damage skip.',
  );
  expect({ path: error.path, detail: error.detail }).toEqual({
    path: 'data/a.json',
    detail: 'the array is not closed (row 12)',
  });
});

test('a file that cannot be opened is named with the system’s code', () => {
  const error = new FileAccessError('Cannot read a. Allow it.', { path: 'a', code: 'EACCES' });

  expect({ message: error.message, path: error.path, code: error.code }).toEqual({
    message: 'Cannot read a. Allow it.',
    path: 'a',
    code: 'EACCES',
  });
});

test('a file that changed under our eyes is to be read again', () => {
  const error = new ChangedFileError('a.jsonl');

  expect(error.message).toBe(
    'a.jsonl changed while it was read. Wait until it is written, then run again.',
  );
  expect({ name: error.name, path: error.path }).toEqual({
    name: 'ChangedFileError',
    path: 'a.jsonl',
  });
});

test('a second merge on one database is told so, and the ways out', () => {
  const error = new DatabaseBusyError('output/hashes.sqlite');

  expect(error.message).toBe(
    'Another merge is running on output/hashes.sqlite. Wait for it to end, or give this one its own --database and --output.',
  );
  expect(error.path).toBe('output/hashes.sqlite');
});

test('all problems of a configuration are named together, a line each', () => {
  const problems = ['sources[3].category: unknown', 'key: must be exact or rendered'];

  const error = new ConfigurationError('corpus.yaml has 2 problems', problems);

  expect(error.message).toBe(
    'corpus.yaml has 2 problems:\n  sources[3].category: unknown\n  key: must be exact or rendered',
  );
  expect({ name: error.name, problems: error.problems }).toEqual({
    name: 'ConfigurationError',
    problems,
  });
});
