import { expect, test } from 'vitest';
import { askedWaitMs } from './asked-wait-ms.ts';

const now = new Date('2026-01-01T00:00:00Z');

test.each<[Record<string, string>, number | undefined]>([
  [{}, undefined],
  [{ 'Retry-After': '0' }, 0],
  [{ 'Retry-After': ' 12 ' }, 12_000],
  [{ 'Retry-After': '1.5' }, 1500],
  [{ 'Retry-After': 'Thu, 01 Jan 2026 00:01:00 GMT' }, 60_000],
  [{ 'Retry-After': 'Wed, 31 Dec 2025 23:59:00 GMT' }, 0],
  [{ 'Retry-After': 'soon' }, undefined],
  [{ 'Retry-After': 'soon', RateLimit: '"api";r=0;t=3' }, 3000],
  [{ RateLimit: '"api";r=0;t=55' }, 55_000],
  [{ RateLimit: '"api";r=7;t=55' }, undefined],
  [{ RateLimit: '"api"; r=0; t=5, "pages"; r=0; t=9, "resolvers"; r=4; t=99' }, 9000],
  [{ RateLimit: 't' }, undefined],
  [{ 'Retry-After': '2', RateLimit: '"api";r=0;t=55' }, 2000],
])('reads from %j a wait of %s ms', (headers, waitMs) => {
  expect(askedWaitMs(new Headers(headers), now)).toBe(waitMs);
});
