import { createHash } from 'node:crypto';

/** A record's five values, as a line of the corpus holds them. */
export interface RowValues {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
  readonly category: string;
  readonly source: string;
}

/** A row's canonical line and its digest, both made from the values alone. */
export interface CanonicalForm {
  readonly line: string;
  readonly digest: Buffer;
}

/**
 * Writes a row as the corpus promises to hold it, and takes the SHA-1 of what identifies it under `key`. Put together
 * from the documented form, not with the code that wrote the corpus.
 */
export function writeCanonicalForm(values: RowValues, key: 'exact' | 'rendered'): CanonicalForm {
  const instruction = JSON.stringify(values.instruction);
  const input = JSON.stringify(values.input);
  const output = JSON.stringify(values.output);
  const category = JSON.stringify(values.category);
  const source = JSON.stringify(values.source);
  const line =
    `{"instruction":${instruction},"input":${input},"output":${output},` +
    `"_category":${category},"_source":${source}}`;
  const identity =
    key === 'exact'
      ? `{"input": ${input}, "instruction": ${instruction}, "output": ${output}}`
      : `[${JSON.stringify(renderPrompt(values))},${output}]`;
  return { line, digest: createHash('sha1').update(identity).digest() };
}

function renderPrompt({ instruction, input }: RowValues): string {
  return input.length > 0 ? `${instruction}\n${input}` : instruction;
}
