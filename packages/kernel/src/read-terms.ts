import { headerAddress, labelHeapAt, labelsAt, turnAddress } from './layout.ts';
import {
  firstTermAt,
  labelTerm,
  pairTerm,
  termCategoryAt,
  termKindAt,
  termRowsAt,
  termShapeAt,
  termTextAt,
  termTextBytesAt,
} from './term-layout.ts';

/** What claims have met; each list is in the order of the numbers that the kernel gave, from 0. */
export interface Terms {
  /** of records, kept or duplicate; category and shape as entries have them */
  readonly labels: readonly {
    readonly source: string;
    readonly category: number;
    readonly shape: number;
  }[];
  /** of kept records */
  readonly pairs: readonly { readonly source: string; readonly category: number }[];
  /** of records, kept or duplicate: how many had a `_category` that is none */
  readonly unknownTags: readonly { readonly tag: string; readonly rows: number }[];
}

/** Reads the labels' region; only where nobody claims meanwhile. */
export function readTerms(view: DataView): Terms {
  const labels: Terms['labels'][number][] = [];
  const pairs: Terms['pairs'][number][] = [];
  const unknownTags: Terms['unknownTags'][number][] = [];
  const end = view.getUint32(turnAddress + labelHeapAt, true);
  let term = view.getUint32(view.getUint32(headerAddress + labelsAt, true) + firstTermAt, true);
  while (term < end) {
    const bytes = view.getUint32(term + termTextBytesAt, true);
    const text = readText(view, term + termTextAt, bytes);
    const category = view.getUint8(term + termCategoryAt);
    const kind = view.getUint8(term + termKindAt);
    if (kind === labelTerm) {
      labels.push({ source: text, category, shape: view.getUint8(term + termShapeAt) });
    } else if (kind === pairTerm) pairs.push({ source: text, category });
    else unknownTags.push({ tag: text, rows: view.getFloat64(term + termRowsAt, true) });
    term = 8 * Math.ceil((term + termTextAt + bytes) / 8);
  }
  return { labels, pairs, unknownTags };
}

function readText(view: DataView, at: number, bytes: number): string {
  const text: unknown = JSON.parse(`"${Buffer.from(view.buffer, at, bytes).toString('utf8')}"`);
  return String(text);
}
