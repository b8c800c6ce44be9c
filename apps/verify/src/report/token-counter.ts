import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CorpusError } from '@llamaforge/schema';
import { z } from 'zod';
import { type RowValues } from '../canonical-form.ts';
import { countCodePoints } from '../length-figures.ts';
import { translateReadErrors } from '../translate-read-errors.ts';
import { type CountTokens } from './sample-sums.ts';

/** What an estimate divides code points by: English prose and code have 3 to 5 a token in the tokenizers of today's models. */
export const CHARACTERS_PER_TOKEN = 4;

/** The estimate: a row's code points by `CHARACTERS_PER_TOKEN`, rounded up. */
export const estimateTokens: CountTokens = ({ instruction, input, output }) =>
  Math.ceil(
    (countCodePoints(instruction) + countCodePoints(input) + countCodePoints(output)) /
      CHARACTERS_PER_TOKEN,
  );

/** What is used of the library: its own declarations do not resolve in a package that is ESM. */
interface TokenizerLibrary {
  readonly Tokenizer: new (
    description: object,
    config: object,
  ) => {
    readonly encode: (
      text: string,
      options: { readonly add_special_tokens: boolean },
    ) => { readonly ids: readonly unknown[] };
  };
}

/**
 * Counts with a Hugging Face `tokenizer.json`: instruction, input and output each by itself, without special tokens.
 * Throws CorpusError where the file is no tokenizer.
 */
export async function readTokenizer(path: string): Promise<CountTokens> {
  const library: TokenizerLibrary = await import('@huggingface/tokenizers');
  const description = await readObject(path);
  const config = await readConfig(path);
  try {
    const tokenizer = new library.Tokenizer(description, config);
    const count = (text: string): number =>
      text === '' ? 0 : tokenizer.encode(text, { add_special_tokens: false }).ids.length;
    // What is no tokenizer may only be found out by the first text.
    count('a');
    return ({ instruction, input, output }: RowValues) =>
      count(instruction) + count(input) + count(output);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CorpusError(`${path} is no tokenizer that can be used: ${detail}. ${ADVICE}`, {
      cause: error,
    });
  }
}

const ADVICE = 'Name the tokenizer.json of a model on the Hugging Face Hub.';
const objectSchema = z.record(z.string(), z.unknown());

async function readObject(path: string): Promise<z.infer<typeof objectSchema>> {
  const text = await translateReadErrors(path, () => readFile(path, 'utf8'), ADVICE);
  try {
    return objectSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new CorpusError(`${path} is no JSON object. ${ADVICE}`, { cause: error });
  }
}

/** `tokenizer_config.json` beside a tokenizer, where it is there: models keep a few settings in it. */
async function readConfig(path: string): Promise<z.infer<typeof objectSchema>> {
  const beside = join(dirname(path), 'tokenizer_config.json');
  if (basename(path) === 'tokenizer_config.json') return {};
  try {
    return objectSchema.parse(JSON.parse(await readFile(beside, 'utf8')));
  } catch {
    return {};
  }
}
