import { temporaryFolder } from '@llamaforge/testing';
import {
  contentOf,
  startLoopbackHub,
  type HubFault,
  type LoopbackHub,
} from '@llamaforge/testing/loopback-hub';
import fc from 'fast-check';
import {
  appendFileSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { BlockCutter } from './block-cutter.ts';
import { cachedFilePath } from './file-cache.ts';
import { Hub } from './hub.ts';
import type { HubAccess } from './hub-access.ts';
import { HubError } from './hub-error.ts';
import type { HubFile } from './remote-file.ts';

const blockBytes = 1024 * 1024;
const commit = 'e'.repeat(40);
const bytes = Buffer.from(Uint32Array.from({ length: 1_400_000 }, (_, i) => i * 7919).buffer);
const content = contentOf(bytes);
const file: HubFile = {
  path: 'data/train-00000-of-00001.parquet',
  bytes: content.bytes,
  digest: { kind: 'sha256', hex: content.sha256 },
  repository: 'owner/name',
  commit,
};
const name = `${content.sha256}.parquet`;
// Six blocks, the last one short.
const count = Math.ceil(bytes.length / blockBytes);

test('brings whole blocks of what is asked for, neighbours in one request, none twice', async () => {
  const { hub, server, options } = await openHub();

  const partial = await hub.openPartialFile(file, options);
  const sizeAtOnce = statSync(partial.path).size;
  const askedAtOnce = server.requests.length;
  await partial.ensure(bytes.length - 8, bytes.length);
  await partial.ensure(blockBytes + 5, 3 * blockBytes + 1);
  await partial.ensure(blockBytes, 4 * blockBytes);
  const read = readFileSync(partial.path);
  const { downloadedBytes } = partial;
  await partial.close();

  const lastBytes = bytes.length - 5 * blockBytes;
  expect([sizeAtOnce, askedAtOnce]).toEqual([bytes.length, 0]);
  expect(transfers(server)).toEqual([
    [`bytes=${String(5 * blockBytes)}-${String(bytes.length - 1)}`, lastBytes],
    [`bytes=${String(blockBytes)}-${String(4 * blockBytes - 1)}`, 3 * blockBytes],
  ]);
  expect(downloadedBytes).toBe(3 * blockBytes + lastBytes);
  expect(options.heardBytes()).toBe(downloadedBytes);
  for (const [start, end] of [
    [blockBytes, 4 * blockBytes],
    [5 * blockBytes, bytes.length],
  ] as const) {
    expect(read.subarray(start, end).equals(bytes.subarray(start, end))).toBe(true);
  }
  expect(readdirSync(options.cacheFolder)).toEqual([`${name}.blocks`, `${name}.blocks.journal`]);
});

test('asks around blocks that are there, and for none where nothing or a lie is asked for', async () => {
  const { hub, server, options } = await openHub();
  const partial = await hub.openPartialFile(file, options);
  await partial.ensure(2 * blockBytes, 2 * blockBytes + 1);

  await partial.ensure(5, 5);
  await partial.ensure(bytes.length, bytes.length + 100);
  await partial.ensure(0, 4 * blockBytes);
  await partial.close();

  expect(transfers(server).map(([, sent]) => sent)).toEqual([
    blockBytes,
    2 * blockBytes,
    blockBytes,
  ]);
});

test('fetches a block once where two ask for it at the same time', async () => {
  const { hub, server, options } = await openHub();
  const partial = await hub.openPartialFile(file, options);

  await Promise.all([partial.ensure(0, 10), partial.ensure(5, 20), partial.ensure(0, blockBytes)]);
  await partial.close();

  expect(transfers(server)).toHaveLength(1);
});

test('is the whole file in the cache once all of it has come and was checked', async () => {
  const { hub, server, options } = await openHub();
  const partial = await hub.openPartialFile(file, options);
  await partial.ensure(3 * blockBytes, bytes.length);
  await partial.ensure(0, bytes.length);
  const readWhileOpen = readFileSync(partial.path);
  await partial.close();
  const asked = server.requests.length;

  const again = await hub.openPartialFile(file, options);
  await again.ensure(0, bytes.length);
  await again.close();
  const downloaded = await hub.downloadFile(file, options);

  expect(readWhileOpen.equals(bytes)).toBe(true);
  expect(readdirSync(options.cacheFolder)).toEqual([name]);
  expect([again.path, again.downloadedBytes, downloaded]).toEqual([
    cachedFilePath(options.cacheFolder, file),
    0,
    cachedFilePath(options.cacheFolder, file),
  ]);
  expect(readFileSync(downloaded).equals(bytes)).toBe(true);
  expect(server.requests).toHaveLength(asked);
});

test('goes on in another run with the blocks that an interrupted one has brought', async () => {
  const { server, options } = await openHub();
  const controller = new AbortController();
  const reason = new Error('interrupted');
  const interrupted = await hubAt(server, { signal: controller.signal }).openPartialFile(file, {
    ...options,
    onBytes: () => {
      if (interrupted.downloadedBytes > 2.5 * blockBytes) controller.abort(reason);
    },
  });
  const end = await interrupted.ensure(0, bytes.length).catch((error: unknown) => error);
  await interrupted.close();
  appendFileSync(`${interrupted.path}.journal`, '4 0123');

  const partial = await hubAt(server).openPartialFile(file, options);
  await partial.ensure(0, 4 * blockBytes);
  await partial.close();
  const third = await hubAt(server, { offline: true }).openPartialFile(file, options);
  await third.ensure(0, 4 * blockBytes);
  await third.close();

  expect(end).toBe(reason);
  expect([partial.downloadedBytes, third.downloadedBytes]).toEqual([2 * blockBytes, 0]);
});

test('believes no block of an earlier run whose bytes have changed since', async () => {
  const { server, options } = await openHub();
  const first = await hubAt(server).openPartialFile(file, options);
  await first.ensure(0, 3 * blockBytes);
  await first.close();
  const descriptor = openSync(first.path, 'r+');
  writeSync(descriptor, 'damaged', blockBytes + 77);
  closeSync(descriptor);

  const second = await hubAt(server).openPartialFile(file, options);
  await second.ensure(0, 3 * blockBytes);
  const read = readFileSync(second.path).subarray(0, 3 * blockBytes);
  await second.close();

  expect(second.downloadedBytes).toBe(blockBytes);
  expect(read.equals(bytes.subarray(0, 3 * blockBytes))).toBe(true);
});

test('throws all blocks away where the whole is not what the Hub lists', async () => {
  const { hub, server, options } = await openHub();
  server.failNext((request) => isTransfer(request, server), { kind: 'flip', atByte: 99 });
  const partial = await hub.openPartialFile(file, options);

  const error = await errorOf(partial.ensure(0, bytes.length));
  await partial.close();
  const left = readdirSync(options.cacheFolder);
  const again = await hub.openPartialFile(file, options);
  await again.ensure(0, bytes.length);
  await again.close();

  expect([error.kind, left]).toEqual(['altered', []]);
  expect(readFileSync(cachedFilePath(options.cacheFolder, file)).equals(bytes)).toBe(true);
});

test.each<[HubFault, string]>([
  [{ kind: 'cut', afterBytes: 1_500_000 }, 'cannot be reached or broke off'],
  [{ kind: 'half', bytes: 1_500_000 }, 'the server ended after byte'],
  [{ kind: 'stall', afterBytes: 1_500_000 }, 'nothing came for 1 s'],
  [{ kind: 'wrong_range' }, 'the server sends another part of the file'],
  [{ kind: 'extra', bytes: 5 }, 'the server sends more bytes than were asked for'],
  [{ kind: 'status', status: 416 }, 'the server has no such bytes'],
  [{ kind: 'status', status: 429 }, 'limits how often it is asked'],
])('heals %j', async (fault, reason) => {
  const { server, options } = await openHub();
  const retries: string[] = [];
  const hub = hubAt(server, { stallMs: 1000, onRetry: (retry) => retries.push(retry.reason) });
  server.failNext((request) => isTransfer(request, server), fault);
  const partial = await hub.openPartialFile(file, options);

  await partial.ensure(blockBytes, 4 * blockBytes);
  const read = readFileSync(partial.path).subarray(blockBytes, 4 * blockBytes);
  await partial.close();

  expect(retries).toEqual([expect.stringContaining(reason)]);
  expect(read.equals(bytes.subarray(blockBytes, 4 * blockBytes))).toBe(true);
});

test('goes on after the last whole block of a connection that broke', async () => {
  const { hub, server, options } = await openHub();
  const half = { kind: 'half', bytes: 1.5 * blockBytes } as const;
  server.failNext((request) => isTransfer(request, server), half);
  const partial = await hub.openPartialFile(file, options);

  await partial.ensure(0, 3 * blockBytes);
  await partial.close();

  expect(transfers(server)).toEqual([
    [`bytes=0-${String(3 * blockBytes - 1)}`, 1.5 * blockBytes],
    [`bytes=${String(blockBytes)}-${String(3 * blockBytes - 1)}`, 2 * blockBytes],
  ]);
});

test('keeps the whole file of a server that ignores ranges', async () => {
  const { hub, server, options } = await openHub();
  server.failNext((request) => isTransfer(request, server), { kind: 'ignore_range' });
  const partial = await hub.openPartialFile(file, options);

  await partial.ensure(4 * blockBytes, 4 * blockBytes + 1);
  await partial.ensure(0, bytes.length);
  await partial.close();

  expect(transfers(server)).toHaveLength(1);
  expect(readFileSync(cachedFilePath(options.cacheFolder, file)).equals(bytes)).toBe(true);
});

test('does not go on for ever with a server that always sends more than was asked for', async () => {
  const { hub, server, options } = await openHub();
  const extra = Array.from({ length: 6 }, () => ({ kind: 'extra', bytes: 1 }) as const);
  server.failNext((request) => isTransfer(request, server), ...extra);
  const partial = await hub.openPartialFile(file, options);

  const error = await errorOf(partial.ensure(0, 2 * blockBytes));
  await partial.close();
  const asked = transfers(server).length;
  const again = await hub.openPartialFile(file, options);
  await again.ensure(0, 2 * blockBytes);
  await again.close();

  expect(again.downloadedBytes).toBe(2 * blockBytes);
  expect(error.kind).toBe('altered');
  expect(error.message).toContain('the server sends more bytes than were asked for (6 tries)');
  expect(asked).toBe(6);
});

test('says that it is offline, and that the file changed since its first part came', async () => {
  const { server, options } = await openHub();
  const offline = await hubAt(server, { offline: true }).openPartialFile(file, options);
  const other = contentOf(Buffer.alloc(bytes.length, 'y'));
  const changed = await hubAt(server).openPartialFile(file, options);
  await changed.ensure(0, 1);
  server.setRepository(repositoryOf(other));

  const errors = [
    await errorOf(offline.ensure(0, 1)),
    await errorOf(changed.ensure(1, 4 * blockBytes)),
  ];
  await offline.close();
  await changed.close();

  expect(errors.map(({ kind }) => kind)).toEqual(['offline', 'altered']);
  expect(errors[1]?.message).toContain('is not what the Hub listed');
});

test('is one file for two that have it open: each byte comes once, and its name changes after the last close', async () => {
  const { hub, server, options } = await openHub();
  const [first, second] = await Promise.all([
    hub.openPartialFile(file, options),
    hub.openPartialFile(file, options),
  ]);

  await Promise.all([
    first.ensure(0, 4 * blockBytes),
    second.ensure(2 * blockBytes, bytes.length),
    first.ensure(3 * blockBytes, bytes.length),
  ]);
  await first.close();
  await first.close();
  await second.ensure(0, bytes.length);
  const readAfterFirstClose = readFileSync(second.path);
  const heldBySecond = readdirSync(options.cacheFolder);
  await second.close();

  const sentBytes = transfers(server).reduce((sum, [, sent]) => sum + sent, 0);
  expect(sentBytes).toBe(bytes.length);
  expect([first.downloadedBytes, second.downloadedBytes]).toEqual([
    4 * blockBytes,
    bytes.length - 4 * blockBytes,
  ]);
  expect(options.heardBytes()).toBe(bytes.length);
  expect(readAfterFirstClose.equals(bytes)).toBe(true);
  expect(heldBySecond).toEqual([`${name}.blocks`, `${name}.blocks.journal`]);
  expect(readdirSync(options.cacheFolder)).toEqual([name]);
  expect(readFileSync(cachedFilePath(options.cacheFolder, file)).equals(bytes)).toBe(true);
});

test('goes on for one when another closes before all has come', async () => {
  const { hub, server, options } = await openHub();
  const first = await hub.openPartialFile(file, options);
  const second = await hub.openPartialFile(file, options);

  await first.ensure(0, blockBytes);
  await first.close();
  await second.ensure(0, 2 * blockBytes);
  await second.close();

  expect(transfers(server).map(([, sent]) => sent)).toEqual([blockBytes, blockBytes]);
  expect(readdirSync(options.cacheFolder)).toEqual([`${name}.blocks`, `${name}.blocks.journal`]);
});

test.each([0, 1, 2, 3, 4, 5])(
  'loses nothing where one opens a file %i turns of the loop after another began to close it',
  async (turns) => {
    const { hub, server, options } = await openHub();
    const first = await hub.openPartialFile(file, options);
    await first.ensure(0, bytes.length);

    const closing = first.close();
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    const second = await hub.openPartialFile(file, options);
    await closing;
    await second.ensure(0, bytes.length);
    const read = readFileSync(second.path);
    await second.close();

    expect(read.equals(bytes)).toBe(true);
    expect(readdirSync(options.cacheFolder)).toEqual([name]);
    expect(transfers(server)).toHaveLength(1);
  },
);

test('stays readable while the whole file is downloaded, which keeps its name', async () => {
  const { hub, options } = await openHub();
  const partial = await hub.openPartialFile(file, options);
  await partial.ensure(0, blockBytes);

  const [downloaded] = await Promise.all([
    hub.downloadFile(file, options),
    partial.ensure(blockBytes, 3 * blockBytes),
  ]);
  const readWhileOpen = readFileSync(partial.path).subarray(0, 3 * blockBytes);
  await partial.ensure(0, bytes.length);
  await partial.close();

  expect(readWhileOpen.equals(bytes.subarray(0, 3 * blockBytes))).toBe(true);
  expect(readdirSync(options.cacheFolder)).toEqual([name]);
  expect(readFileSync(downloaded).equals(bytes)).toBe(true);
});

test('tells all that have a file open where its bytes are not the listed ones', async () => {
  const { hub, server, options } = await openHub();
  server.failNext((request) => isTransfer(request, server), { kind: 'flip', atByte: 99 });
  const first = await hub.openPartialFile(file, options);
  const second = await hub.openPartialFile(file, options);

  const errors = await Promise.all([
    errorOf(first.ensure(0, bytes.length)),
    errorOf(second.ensure(0, 1)),
  ]);
  await first.close();
  await second.close();

  expect(errors.map(({ kind }) => kind)).toEqual(['altered', 'altered']);
  expect(readdirSync(options.cacheFolder)).toEqual([]);
});

test('asks for equal files at the repository of whoever wants the bytes', async () => {
  const { hub, options } = await openHub();
  const missing = await hub.openPartialFile({ ...file, repository: 'owner/missing' }, options);
  const present = await hub.openPartialFile(file, options);

  const error = await errorOf(missing.ensure(0, 1));
  await present.ensure(0, 1);
  await missing.ensure(0, 1);
  await missing.close();
  await present.close();

  expect(error.kind).toBe('repository_missing');
  expect([missing.downloadedBytes, present.downloadedBytes]).toEqual([0, blockBytes]);
});

test('reads a journal of any lines', async () => {
  const { server, options } = await openHub();
  const first = await hubAt(server).openPartialFile(file, options);
  await first.ensure(0, 1);
  await first.close();
  const journal = readFileSync(`${first.path}.journal`, 'utf8');
  writeFileSync(
    `${first.path}.journal`,
    `garbage\n99 ${'0'.repeat(64)}\n${journal}1 ${'0'.repeat(64)}\n\n2 -\n`,
  );

  const second = await hubAt(server).openPartialFile(file, options);
  await second.ensure(0, 2 * blockBytes);
  await second.close();

  expect(second.downloadedBytes).toBe(blockBytes);
});

test('cuts a body into the same blocks, whatever pieces it comes in', () => {
  const bounds = {
    startOf: (index: number) => index * 10,
    endOf: (index: number) => Math.min((index + 1) * 10, 57),
  };

  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 25 })),
      fc.integer({ min: 0, max: 5 }),
      (sizes, first) => {
        const body = Uint8Array.from({ length: 57 - first * 10 }, (_, i) => i);
        const cutter = new BlockCutter(bounds, first);
        const blocks: { index: number; bytes: Uint8Array }[] = [];
        let position = 0;
        for (const size of [...sizes, 57]) {
          blocks.push(...cutter.cut(body.subarray(position, position + size)));
          position += size;
        }
        const expected = Array.from({ length: 6 - first }, (_, i) => ({
          index: first + i,
          bytes: body.slice(i * 10, (i + 1) * 10),
        }));
        expect(blocks).toEqual(expected);
      },
    ),
  );
});

interface Opened {
  readonly hub: Hub;
  readonly server: LoopbackHub;
  readonly options: {
    readonly cacheFolder: string;
    readonly onBytes: (bytes: number) => void;
    readonly heardBytes: () => number;
  };
}

async function openHub(): Promise<Opened> {
  expect(count).toBe(6);
  const server = await startLoopbackHub({ repositories: [repositoryOf(content)] });
  onTestFinished(() => server.close());
  let heardBytes = 0;
  const options = {
    cacheFolder: temporaryFolder(),
    onBytes: (received: number) => {
      heardBytes += received;
    },
    heardBytes: () => heardBytes,
  };
  return { server, options, hub: hubAt(server) };
}

function hubAt({ endpoint }: LoopbackHub, access: Partial<HubAccess> = {}): Hub {
  return new Hub({
    endpoint,
    fetch,
    sleep: () => Promise.resolve(),
    random: () => 0,
    now: () => new Date('2026-01-01T00:00:00Z'),
    stallMs: 10_000,
    ...access,
  });
}

function repositoryOf(stored: typeof content) {
  const files = { [file.path]: { content: stored, stored: 'lfs' } } as const;
  return { name: 'owner/name', branches: { main: commit }, commits: { [commit]: files } };
}

/** Whether a request that just came is a transfer, not the client's for one byte. */
function isTransfer({ origin }: { readonly origin: string }, { requests }: LoopbackHub): boolean {
  return origin === 'content' && requests.at(-1)?.range !== 'bytes=0-0';
}

function transfers({ requests }: LoopbackHub): (readonly [string | undefined, number])[] {
  return requests
    .filter(({ origin, range }) => origin === 'content' && range !== 'bytes=0-0')
    .map(({ range, sentBytes }) => [range, sentBytes] as const);
}

async function errorOf(work: Promise<unknown>): Promise<HubError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
