import { type RowFile } from './row-files.ts';

/** Names lines that are numbered on from file to file: by number alone where there is one file, else with the file's name. */
export class LinePlaces {
  readonly #isAlone: boolean;
  readonly #files: { readonly file: RowFile; readonly linesBefore: number }[] = [];

  constructor(files: readonly RowFile[]) {
    this.#isAlone = files.length === 1;
  }

  /** Says that the lines after the first `linesBefore` stand in this file, until another begins. */
  begin(file: RowFile, linesBefore: number): void {
    this.#files.push({ file, linesBefore });
  }

  /** A line as sentences name it, numbered from 1 within its file: `line 3`, `mix.validation.jsonl line 3`. */
  describe(line: number): string {
    const { file, linesBefore } = this.#find(line);
    const number = `line ${String(line - linesBefore)}`;
    return this.#isAlone ? number : `${file.name} ${number}`;
  }

  /** Whether a line is the corpus's, or stands in the file of rows set aside. */
  roleOf(line: number): RowFile['role'] {
    return this.#find(line).file.role;
  }

  #find(line: number) {
    const found = this.#files.findLast(({ linesBefore }) => linesBefore < line) ?? this.#files[0];
    if (found === undefined) throw new RangeError(`No file was begun for line ${String(line)}.`);
    return found;
  }
}
