import type { Command } from './measure-command.ts';

/** Where contenders find their rows and may write; `run` is empty when a run starts, `scratch` stays between runs. */
export interface BenchPlace {
  readonly inputs: string;
  readonly files: readonly string[];
  readonly scratch: string;
  readonly run: string;
  readonly output: string;
}

/** One way to merge the files into `output`, which it also brings to the disk. */
export interface Contender {
  /** as `--only` names it */
  readonly name: string;
  /** what it does, for the table */
  readonly does: string;
  /** how much of each file it reads: times are divided by it */
  readonly share: number;
  /** Makes ready what no run should pay for; a text says why the contender cannot run. */
  readonly prepare: (place: BenchPlace) => Promise<string | undefined>;
  /** Puts into the empty run folder what a run needs there, and says what is run. */
  readonly command: (place: BenchPlace) => Command;
  /** Saves from the run folder what a later run needs. */
  readonly afterRun?: (place: BenchPlace) => void;
}
