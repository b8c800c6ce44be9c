import { FileWriter, type WrittenPart } from './file-writer.ts';
import { renameWhole } from './rename-whole.ts';

/** Writes a small file in one go, under a temporary name beside it until it is whole. `rows` counts its lines. */
export function writeWhole(path: string, text: string): WrittenPart {
  const temporary = `${path}.partial`;
  const writer = FileWriter.create(temporary);
  try {
    writer.writeBytes(Buffer.from(text, 'utf8'));
    const written = writer.finish();
    renameWhole(temporary, path);
    return { ...written, rows: text.split('\n').length - 1 };
  } catch (error) {
    writer.discard();
    throw error;
  }
}
