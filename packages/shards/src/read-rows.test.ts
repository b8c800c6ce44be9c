import { FileAccessError } from '@llamaforge/schema';
import { collect, temporaryFolder } from '@llamaforge/testing';
import { chmodSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.ts';
import type { FileFormat } from './file-format.ts';
import { hashFile } from './hash-file.ts';
import { readRows } from './read-rows.ts';

const lines = Array.from({ length: 50_000 }, (_, index) =>
  JSON.stringify({ index, text: 'x'.repeat(20) }),
);
const json = `${lines.join('\n')}\n`;
const columns = `{"a":[${lines.join(',')}],"b":[${lines.join(',')}]}`;
const large: Readonly<Record<string, string | Buffer>> = {
  'a.jsonl': json,
  'a.jsonl.gz': gzipSync(json),
  'a.json': `[${lines.join(',')}]`,
  'columns.json': columns,
  'columns.json.gz': gzipSync(columns),
  'a.csv': `index,text\n${lines.map((_, index) => `${String(index)},x\n`).join('')}`,
  'a.yaml': lines.map((line) => `- ${line}\n`).join(''),
};

test.each(Object.keys(large))('closes %s when the consumer stops early', async (name) => {
  const folder = temporaryFolder({ [name]: large[name] ?? '' });
  const path = join(folder, name);
  const format = await detectFormat(path);

  for await (const row of readRows(path, format)) {
    expect(row.line).toBe(1);
    break;
  }

  expect(openFilesIn(folder)).toEqual([]);
});

test.each(Object.keys(large))(
  'stops reading %s before the next row when the signal says so',
  async (name) => {
    const folder = temporaryFolder({ [name]: large[name] ?? '' });
    const path = join(folder, name);
    const format = await detectFormat(path);
    const abort = new AbortController();
    const reason = new Error('enough');
    let rows = 0;

    const reading = (async () => {
      for await (const row of readRows(path, format, { signal: abort.signal })) {
        rows = row.line;
        if (rows === 3) abort.abort(reason);
      }
    })();

    await expect(reading).rejects.toBe(reason);
    expect(rows).toBe(3);
    expect(openFilesIn(folder)).toEqual([]);
  },
);

test('does not open a file for a signal that has spoken already', async () => {
  const path = join(temporaryFolder({ 'a.json': '[1]' }), 'a.json');
  const signal = AbortSignal.abort(new Error('before'));

  await expect(detectFormat(path, { signal })).rejects.toThrow('before');
  await expect(hashFile(path, { signal })).rejects.toThrow('before');
  const format = { format: 'json_array', compression: 'none' } as const;
  await expect(collect(readRows(path, format, { signal }))).rejects.toThrow('before');
});

test('closes a file that turns out to be damaged', async () => {
  const cut = gzipSync(json).subarray(0, -9);
  const folder = temporaryFolder({ 'a.jsonl.gz': cut, 'a.json': '[1, 2' });

  for (const name of ['a.jsonl.gz', 'a.json']) {
    const path = join(folder, name);
    await expect(collect(readRows(path, await detectFormat(path)))).rejects.toThrow(/is damaged/u);
  }

  expect(openFilesIn(folder)).toEqual([]);
});

test.each(['a.jsonl', 'a.jsonl.gz', 'a.json'])(
  'tells of %s as many bytes as it has on the disk',
  async (name) => {
    const path = join(temporaryFolder({ [name]: large[name] ?? '' }), name);
    const format = await detectFormat(path);
    let heard = 0;

    const rows = await collect(readRows(path, format, { onBytes: (bytes) => (heard += bytes) }));

    expect(rows).toHaveLength(50_000);
    expect(heard).toBe((await hashFile(path)).bytes);
  },
);

test('says what to do about a file that is missing, a folder, and a loop of links', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder.jsonl'));
  symlinkSync('b.jsonl', join(folder, 'a.jsonl'));
  symlinkSync('a.jsonl', join(folder, 'b.jsonl'));

  const missing = await refusal(join(folder, 'missing.jsonl'));
  const isFolder = await refusal(join(folder, 'folder.jsonl'));
  const loop = await refusal(join(folder, 'a.jsonl'));

  expect([missing, isFolder, loop]).toEqual([
    {
      code: 'ENOENT',
      path: join(folder, 'missing.jsonl'),
      message: `Cannot read ${join(folder, 'missing.jsonl')}: it does not exist. Check the path, and the folder that you run from.`,
    },
    {
      code: 'EISDIR',
      path: join(folder, 'folder.jsonl'),
      message: `Cannot read ${join(folder, 'folder.jsonl')}: it is a folder. Name a file in it.`,
    },
    {
      code: 'ELOOP',
      path: join(folder, 'a.jsonl'),
      message: `Cannot read ${join(folder, 'a.jsonl')}: its symbolic links lead in a circle. Remove the link, or leave it out.`,
    },
  ]);
});

// Root may read everything.
test.skipIf(process.getuid?.() === 0)(
  'says what to do about a file without permission',
  async () => {
    const path = join(temporaryFolder({ 'a.jsonl': '1' }), 'a.jsonl');
    chmodSync(path, 0);

    const error = await refusal(path);

    expect(error.message).toBe(
      `Cannot read ${path}: permission denied. Give yourself the right to read it, or leave it out.`,
    );
  },
);

async function refusal(path: string): Promise<{ code: string; path: string; message: string }> {
  const format: FileFormat = { format: 'jsonl', compression: 'none' };
  const errors = await Promise.all(
    [detectFormat(path), collect(readRows(path, format)), hashFile(path)].map(async (reading) => {
      try {
        await reading;
      } catch (error) {
        if (error instanceof FileAccessError) return error;
        throw error;
      }
      throw new Error(`${path} was read`);
    }),
  );
  const [first, ...others] = errors.map(({ code, path: at, message }) => ({
    code,
    path: at,
    message,
  }));
  if (first === undefined) throw new Error('nothing was tried');
  for (const other of others) expect(other).toEqual(first);
  return first;
}

function openFilesIn(folder: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${descriptor}`);
      return target.startsWith(folder) ? [target] : [];
    } catch {
      // The descriptor that the listing itself had is closed by now.
      return [];
    }
  });
}
