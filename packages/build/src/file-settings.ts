import { z } from 'zod';
import type { InputFile } from './input-files.ts';
import type { SurveyedFile } from './survey-file.ts';

/** How each file was read, as its recipe entry said; files without an entry are not in it. */
export type SettingsByFile = ReadonlyMap<string, string>;

const storedSchema = z.record(z.string(), z.string());

/** What a hash table notes of how its files were read, with `files` added. */
export function writeSettings(earlier: SettingsByFile, files: readonly SurveyedFile[]): string {
  const added = files.map(({ input }) => [input.name, settingsText(input)] as const);
  const all = [...earlier, ...added].filter(([, text]) => text !== '{}');
  return JSON.stringify(Object.fromEntries(all));
}

/** Reads what `writeSettings` wrote; nothing noted is no settings. */
export function readSettings(text: string | undefined): SettingsByFile {
  return new Map(Object.entries(storedSchema.parse(JSON.parse(text ?? '{}'))));
}

/** Whether a file is read now as it was. */
export function isReadAlike(input: InputFile, settings: SettingsByFile): boolean {
  return settingsText(input) === (settings.get(input.name) ?? '{}');
}

function settingsText(input: InputFile): string {
  return JSON.stringify(input.settings);
}
