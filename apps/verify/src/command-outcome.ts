import { type Reading } from './read-chunks.ts';

/** What a command has to say on stdout, and whether a check failed. */
export interface CommandOutcome {
  readonly text: string;
  readonly failed: boolean;
}

/** What every command is given: how to read files, and where to hand in its outcome. */
export interface CommandContext {
  readonly reading: Reading;
  readonly finish: (outcome: CommandOutcome) => void;
}

/** The way to read files under `--quiet`: without word on how far it is. */
export function makeReading(reading: Reading, { quiet }: { readonly quiet: boolean }): Reading {
  return quiet ? { ...reading, onProgress: () => undefined } : reading;
}
