import type { Options, PositionalOptions } from 'yargs';

/** What a command needs from outside. */
export interface CommandContext {
  readonly signal: AbortSignal;
  readonly workingFolder: string;
  readonly now: () => Date;
}

/** One command: its flags, and one call with what they say. */
export interface Command {
  readonly name: string;
  readonly describe: string;
  /** words without a flag; `form` is how yargs writes them, as in `<query>` or `[names..]` */
  readonly positional?: {
    readonly name: string;
    readonly form: string;
    readonly options: PositionalOptions;
  };
  readonly flags: Readonly<Record<string, Options>>;
  readonly examples: readonly (readonly [words: string, meaning: string])[];
  /** `flags` as yargs read them: the command's own schema parses them */
  readonly run: (flags: unknown, context: CommandContext) => Promise<void>;
}
