import { adaptRow } from '@llamaforge/adapters';
import type { LanguageOf } from '@llamaforge/quality';
import { readRows, type FileFormat } from '@llamaforge/shards';
import type { InputFile } from './input-files.ts';
import { mappingOf } from './mapping-of.ts';
import { LanguageVote } from './treatment/language-vote.ts';

/** The language of a file's first records, as they are read; undefined where they differ or are too few. */
export async function readLanguage(
  of: {
    readonly input: InputFile;
    readonly format: FileFormat;
    readonly languageOf: LanguageOf;
  },
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { input, format, languageOf } = of;
  const mapping = mappingOf(input);
  const vote = new LanguageVote(languageOf);
  for await (const row of readRows(input.path, format, { signal })) {
    if (row.kind !== 'row') continue;
    for (const adapted of adaptRow(row.value, mapping)) {
      if (adapted.kind === 'record' && !vote.isFull) vote.add(adapted.text);
    }
    if (vote.isFull) break;
  }
  return vote.result();
}
