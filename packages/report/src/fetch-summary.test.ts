import { expect, test } from 'vitest';
import { renderFetchTable, renderRejectReasons } from './fetch-summary.ts';

const squad = {
  name: 'squad_v2',
  license: 'CC-BY-SA-4.0',
  rows: { read: 130_319, written: 86_821, rejected: { missing_output: 3, unanswerable: 43_495 } },
  expectedRows: 86_821,
  bytes: 79_000_000,
  downloadedBytes: 9_600_000,
  isUpToDate: false,
};
const house = {
  ...squad,
  name: 'house',
  license: 'MIT',
  rows: { read: 2, written: 2, rejected: {} },
  expectedRows: undefined,
  bytes: 200,
  downloadedBytes: 0,
  isUpToDate: true,
};

test('shows rows, expected rows, rejected ones, bytes and licence of each source, and their sum', () => {
  expect(renderFetchTable([squad, house]).split('\n')).toEqual([
    'source         rows  expected  rejected    bytes     fetched  licence',
    '───────────  ──────  ────────  ────────  ───────  ──────────  ────────────',
    'squad_v2     86,821    86,821    43,498  79.0 MB      9.6 MB  CC-BY-SA-4.0',
    'house             2                   0    200 B  up to date  MIT',
    'all sources  86,823              43,498  79.0 MB      9.6 MB',
  ]);
});

test('names the reasons of a source, the commonest first', () => {
  expect(renderRejectReasons([squad, house])).toEqual([
    'squad_v2: 43,495 unanswerable, 3 missing_output',
  ]);
});
