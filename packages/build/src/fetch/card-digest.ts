import type { Card } from '@llamaforge/profiles';
import { createHash } from 'node:crypto';

/** SHA-256 (hex) of what in a card decides the bytes that are written: a title may change without a new fetch. */
export function cardDigest(card: Card): string {
  const { title: _, license: __, note: ___, rows: ____, unconfirmed: _____, ...deciding } = card;
  return createHash('sha256').update(JSON.stringify(deciding, sortedKeys)).digest('hex');
}

/** Keys in one order, whatever order a card's file has them in. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
