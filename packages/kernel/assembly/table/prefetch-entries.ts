import {
  digestAt,
  entriesAt,
  entryBytes,
  entryCountAt,
  kindAt,
  recordKind,
  uniqueLimitAt,
} from '../../src/layout';
import { headerField } from './fields';
import { digestOf, homeOf, prefixOf, uniqueOf } from './slots';

/**
 * Reads the slots that a context's records will ask for, and the digests of likely duplicates, so that they are in the
 * cache when the context has its turn. Others may write there meanwhile, so the number it gives means nothing.
 */
export function prefetchEntries(context: usize): u32 {
  const entries: usize = load<u32>(context, entriesAt);
  const end = entries + entryBytes * load<u32>(context, entryCountAt);
  const uniqueLimit = headerField(uniqueLimitAt);
  let sum: u32 = 0;
  for (let entry = entries; entry < end; entry += entryBytes) {
    if (load<u8>(entry, kindAt) !== recordKind) continue;
    const prefix = prefixOf(entry + digestAt);
    const value = load<u64>(homeOf(prefix));
    const unique = uniqueOf(value);
    sum += unique;
    if ((value as u32) === prefix && unique < uniqueLimit) sum += load<u32>(digestOf(unique));
  }
  return sum;
}
