import type { Words64 } from '../selection/words64.ts';

/** A corpus as a mix sees it: in each array one place a row. */
export interface MixRows {
  /** The first 8 bytes of each digest. */
  readonly prefixes: Words64;
  /** Places in schema's `categories`. */
  readonly categories: Uint8Array;
  /** Places in the profile's `sources`, -1 for a row of none of them; all 0 where the profile lists none. */
  readonly sources: Int16Array;
  /** 1 for a row that must not be used, whatever the reason. */
  readonly barred?: Uint8Array;
}
