// WebAssembly passes numbers alone: what would be an object of options are several of them.
/* eslint-disable max-params */

/** What the kernel exports; every argument and address is a number of bytes unless said otherwise. */
export interface KernelFunctions {
  /** empties a context for its next rows */
  readonly beginContext: (context: number) => void;
  /** gives `scanDone`, `scanSlow` or `scanFull` */
  readonly scanRows: (context: number) => number;
  readonly decideCategories: (context: number) => void;
  /** notes what content rules say of undecided records, for a file's vote */
  readonly decideForVote: (context: number) => void;
  readonly hashEntries: (context: number) => void;
  /** brings the slots of the context's digests into the cache */
  readonly prefetchEntries: (context: number) => number;
  /** once, when the header is written and all else is zero */
  readonly beginTable: () => void;
  /**
   * Gives `claimDone`, `claimTableFull` or `claimLabelsFull`; only for whoever's turn it is, as the two after it.
   * The mode is `claimByTable`, `claimNumbers` or `claimByVerdicts`.
   */
  readonly claimEntries: (context: number, mode: number) => number;
  readonly beginFile: (file: number) => void;
  /** writes {label u32, kept rows u32} of the file; gives how many there are, and does nothing where they exceed the room */
  readonly closeFile: (target: number, room: number) => number;
  readonly measureEntries: (context: number) => void;
  readonly addLengths: (
    context: number,
    histograms: number,
    overflow: number,
    overflowRoom: number,
  ) => number;
  readonly emitEntries: (context: number, outlet: number) => void;
  /** gives how many rows of `spillBytes` it wrote */
  readonly spillEntries: (context: number, target: number) => number;
  /** how many rows there are; from then on nothing can be claimed */
  readonly sortTable: () => number;
  readonly gatherKept: (
    from: number,
    count: number,
    digests: number,
    lines: number,
    labels: number,
    uniques: number,
  ) => number;
}

const functionNames = [
  'beginContext',
  'scanRows',
  'decideCategories',
  'decideForVote',
  'hashEntries',
  'prefetchEntries',
  'beginTable',
  'claimEntries',
  'beginFile',
  'closeFile',
  'measureEntries',
  'addLengths',
  'emitEntries',
  'spillEntries',
  'sortTable',
  'gatherKept',
] as const satisfies readonly (keyof KernelFunctions)[];

/** Whether a module exports all of them. */
export function isKernelFunctions(exports: object): exports is KernelFunctions {
  const entries = new Map<string, unknown>(Object.entries(exports));
  return functionNames.every((name) => typeof entries.get(name) === 'function');
}
