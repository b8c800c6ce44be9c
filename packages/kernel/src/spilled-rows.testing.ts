import type { TestKernel } from './kernel.testing.ts';
import {
  spillBytes,
  spillDigestAt,
  spillFileAt,
  spillLabelAt,
  spillLineAt,
  spillPartAt,
  spillSequenceAt,
} from './layout.ts';

/** A record that is set aside. */
export interface SpilledRow {
  /** in hex */
  readonly digest: string;
  readonly sequence: number;
  readonly file: number;
  readonly line: number;
  readonly part: number;
  readonly label: number;
}

/** What `spillEntries` writes of a context to `target`. */
export function readSpilled(kernel: TestKernel, context: number, target: number): SpilledRow[] {
  const count = kernel.call('spillEntries', context, target);
  return Array.from({ length: count }, (_, index) => {
    const row = target + index * spillBytes;
    const field = (offset: number): number => kernel.view.getUint32(row + offset, true);
    const digest = row + spillDigestAt;
    return {
      digest: Buffer.from(kernel.bytes.slice(digest, digest + 20)).toString('hex'),
      sequence: Number(kernel.view.getBigUint64(row + spillSequenceAt, true)),
      file: field(spillFileAt),
      line: field(spillLineAt),
      part: field(spillPartAt),
      label: field(spillLabelAt),
    };
  });
}
