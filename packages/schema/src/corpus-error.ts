/** What the user can fix. Its message says what, where and what to do; anything else thrown is a bug and shows its stack. */
export class CorpusError extends Error {
  override readonly name: string = 'CorpusError';
}

/** A file that cannot be read to its end as what it claims to be: cut gzip, corrupt Parquet, unclosed array. */
export class DamagedFileError extends CorpusError {
  override readonly name = 'DamagedFileError';
  readonly path: string;
  readonly detail: string;

  /** @param detail what is wrong and where in the file, as in `the array is not closed (row 12)` */
  constructor(path: string, detail: string, options?: ErrorOptions) {
    super(
      `${path} is damaged: ${detail}. Get the file anew, or leave it out with --on-damage skip.`,
      options,
    );
    this.path = path;
    this.detail = detail;
  }
}

/** A file or folder that the system does not let us read or write; `code` is the system's, as in `EACCES`. */
export class FileAccessError extends CorpusError {
  override readonly name = 'FileAccessError';
  readonly path: string;
  readonly code: string;

  constructor(
    message: string,
    at: { readonly path: string; readonly code: string },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.path = at.path;
    this.code = at.code;
  }
}

/** An input whose size or time changed between its first and its last byte. */
export class ChangedFileError extends CorpusError {
  override readonly name = 'ChangedFileError';
  readonly path: string;

  constructor(path: string) {
    super(`${path} changed while it was read. Wait until it is written, then run again.`);
    this.path = path;
  }
}

/** Another process holds the database: two merges on one would mix their rows. */
export class DatabaseBusyError extends CorpusError {
  override readonly name = 'DatabaseBusyError';
  readonly path: string;

  constructor(path: string, options?: ErrorOptions) {
    super(
      `Another merge is running on ${path}. Wait for it to end, or give this one its own --database and --output.`,
      options,
    );
    this.path = path;
  }
}

/** Everything that is wrong in one piece of configuration, each problem with its path, as in `sources[3].category: …`. */
export class ConfigurationError extends CorpusError {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(what: string, problems: readonly string[]) {
    super(`${what}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}
