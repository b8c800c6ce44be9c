import { ConfigurationError, readErrorOf } from '@llamaforge/schema';
import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';

/** What a card or profile file (JSON, or YAML, which JSON is too) holds; throws ConfigurationError where it is neither, FileAccessError where it cannot be read. */
export function readDataFile(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), { uniqueKeys: true });
  } catch (error) {
    if (error instanceof YAMLParseError) throw new ConfigurationError(path, [error.message]);
    throw readErrorOf(error, path);
  }
}
