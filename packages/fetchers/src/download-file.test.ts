import { FileAccessError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import {
  contentOf,
  startLoopbackHub,
  type HubContent,
  type HubFault,
  type LoopbackHub,
} from '@llamaforge/testing/loopback-hub';
import fc from 'fast-check';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cachedFilePath, isCached } from './file-cache.ts';
import { Hub } from './hub.ts';
import type { HubAccess } from './hub-access.ts';
import { HubError } from './hub-error.ts';
import type { HubFile } from './remote-file.ts';

const commit = 'c'.repeat(40);
const small = contentOf('{"instruction":"Name a tree.","output":"An oak."}\n'.repeat(2000));
const large = contentOf(Buffer.alloc(3_500_000, 'All work and no play. '));
const paths = {
  'git.jsonl': { content: small },
  'lfs.jsonl.gz': { content: small, stored: 'lfs' },
  'xet.json': { content: small, stored: 'xet' },
  'large.jsonl': { content: large, stored: 'lfs' },
  'empty.csv': { content: contentOf('') },
  'a #1?.jsonl': { content: contentOf('odd\n') },
  'häuser/é 100%.tsv': { content: contentOf('unicode\n'), stored: 'lfs' },
} as const;
type Path = keyof typeof paths;

test.each([
  'git.jsonl',
  'lfs.jsonl.gz',
  'xet.json',
  'empty.csv',
  'a #1?.jsonl',
  'häuser/é 100%.tsv',
] as const)('downloads %s whole, under its digest and its extension', async (path) => {
  const { hub, options } = await openHub();
  const file = fileOf(path);

  const downloaded = await hub.downloadFile(file, options);

  expect(readFileSync(downloaded).equals(bytesOf(path))).toBe(true);
  expect(downloaded).toBe(cachedFilePath(options.cacheFolder, file));
  expect(readdirSync(options.cacheFolder)).toEqual([
    `${file.digest.hex}${/\..*$/u.exec(path.replace(/.*\//u, ''))?.[0] ?? ''}`,
  ]);
});

test('asks for nothing where the file is there, under whatever path and commit it is listed', async () => {
  const { hub, options, server } = await openHub();
  const file = fileOf('lfs.jsonl.gz');
  const first = await hub.downloadFile(file, options);
  const asked = server.requests.length;
  const heard = options.heardBytes();

  const again = await hub.downloadFile(file, options);
  const moved = await hubAt(server).downloadFile(
    { ...file, path: 'new/place.jsonl.gz', commit: 'd'.repeat(40) },
    options,
  );

  expect([again, moved]).toEqual([first, first]);
  expect(server.requests).toHaveLength(asked);
  expect(options.heardBytes()).toBe(heard);
});

test('goes on inside the file after a cut, and sends for no byte twice', async () => {
  const { hub, options, server } = await openHub();
  server.failNext(fromStore, { kind: 'half', bytes: 1 }, { kind: 'half', bytes: 30_000 });

  await hub.downloadFile(fileOf('lfs.jsonl.gz'), options);

  // The first answer of the store is for the client, which asks for one byte.
  const transfers = storeRequests(server).slice(1);
  expect(transfers.map(({ range, sentBytes }) => [range, sentBytes])).toEqual([
    ['bytes=0-', 30_000],
    ['bytes=30000-', small.bytes - 30_000],
  ]);
  expect(options.heardBytes()).toBe(small.bytes);
});

test('goes on in another run inside the file where one was interrupted', async () => {
  const { hub, options, server } = await openHub();
  const controller = new AbortController();
  const reason = new Error('interrupted');
  const interrupted = hubAt(server, { signal: controller.signal });
  let heardBytes = 0;

  const end = await interrupted
    .downloadFile(fileOf('large.jsonl'), {
      ...options,
      onBytes: (bytes) => {
        heardBytes += bytes;
        if (heardBytes > 1_000_000) controller.abort(reason);
      },
    })
    .catch((error: unknown) => error);
  const kept = readFileSync(
    `${cachedFilePath(options.cacheFolder, fileOf('large.jsonl'))}.partial`,
  );
  const path = await hub.downloadFile(fileOf('large.jsonl'), options);

  expect(end).toBe(reason);
  expect(kept.length).toBeGreaterThan(900_000);
  expect(readFileSync(path).equals(bytesOf('large.jsonl'))).toBe(true);
  expect(options.heardBytes()).toBe(large.bytes - kept.length);
});

test.each<[string, HubFault]>([
  ['a connection that breaks', { kind: 'cut', afterBytes: 50_000 }],
  ['a body that ends cleanly at half its length', { kind: 'half', bytes: 50_000 }],
  ['a connection that brings nothing more', { kind: 'stall', afterBytes: 50_000 }],
  ['a connection that breaks before its answer', { kind: 'reset' }],
  ['a server that is overloaded', { kind: 'status', status: 503 }],
  ['a signed address that has expired', { kind: 'status', status: 403 }],
  ['a part that was not asked for', { kind: 'wrong_range' }],
  ['a server that ignores the range', { kind: 'ignore_range' }],
  ['more bytes than are listed', { kind: 'extra', bytes: 10 }],
  ['a range that the server does not have', { kind: 'status', status: 416 }],
  ['a flipped byte', { kind: 'flip', atByte: 20_000 }],
])('heals %s, from the start and inside the file', async (_, fault) => {
  const { options, server } = await openHub();
  const file = fileOf('lfs.jsonl.gz');
  const healed: Buffer[] = [];
  let faults = 0;

  for (const left of [0, 40_000]) {
    const inFolder = { ...options, cacheFolder: join(options.cacheFolder, String(left)) };
    mkdirSync(inFolder.cacheFolder);
    const partial = `${cachedFilePath(inFolder.cacheFolder, file)}.partial`;
    writeFileSync(partial, bytesOf('lfs.jsonl.gz').subarray(0, left));
    server.failNext((request) => {
      const isMet = fromStore(request) && isTransfer(server);
      faults += Number(isMet);
      return isMet;
    }, fault);
    const hub = hubAt(server, { stallMs: 1000 });
    healed.push(readFileSync(await hub.downloadFile(file, inFolder)));
    expect(readdirSync(inFolder.cacheFolder)).toHaveLength(1);
  }

  expect(healed.every((bytes) => bytes.equals(bytesOf('lfs.jsonl.gz')))).toBe(true);
  expect(healed).toHaveLength(2);
  expect(faults).toBe(2);
});

test('reads no more than a chunk of a body that goes on behind the end of the file', async () => {
  const { hub, options, server } = await openHub();
  server.failNext(fromStore, { kind: 'half', bytes: 1 }, { kind: 'extra', bytes: 20_000_000 });

  await hub.downloadFile(fileOf('lfs.jsonl.gz'), options);

  expect(options.heardBytes()).toBeLessThan(2 * small.bytes + 1_000_000);
});

test('begins anew where what an earlier run left is damaged or too long', async () => {
  const { hub, options, server } = await openHub();
  const [first, second] = [fileOf('git.jsonl'), fileOf('xet.json')];
  const damaged = Buffer.from(bytesOf('git.jsonl').subarray(0, 5000)).fill('x', 100, 200);
  writeFileSync(`${cachedFilePath(options.cacheFolder, first)}.partial`, damaged);
  writeFileSync(
    `${cachedFilePath(options.cacheFolder, second)}.partial`,
    Buffer.alloc(small.bytes + 1),
  );

  const downloaded = [
    await hub.downloadFile(first, options),
    await hub.downloadFile(second, options),
  ];

  expect(downloaded.map((path) => readFileSync(path).equals(bytesOf('git.jsonl')))).toEqual([
    true,
    true,
  ]);
  expect(server.requests.filter(({ status }) => status === 416)).toEqual([]);
});

test('takes a file that an earlier run had whole without asking the Hub', async () => {
  const { hub, options, server } = await openHub();
  const file = fileOf('git.jsonl');
  const path = cachedFilePath(options.cacheFolder, file);
  writeFileSync(`${path}.partial`, bytesOf('git.jsonl'));

  const downloaded = await hub.downloadFile(file, options);

  expect(readFileSync(downloaded).equals(bytesOf('git.jsonl'))).toBe(true);
  expect(server.requests).toEqual([]);
});

test('does not use bytes that are altered twice, and keeps nothing of them', async () => {
  const { hub, options, server } = await openHub();
  const file = fileOf('lfs.jsonl.gz');
  server.failNext(
    fromStore,
    { kind: 'half', bytes: 1 },
    { kind: 'flip', atByte: 9 },
    { kind: 'half', bytes: 1 },
    { kind: 'flip', atByte: 9 },
  );

  const error = await errorOf(hub.downloadFile(file, options));

  expect(error.kind).toBe('altered');
  expect(error.message).toBe(
    `lfs.jsonl.gz of owner/name came with other bytes than the Hub lists (sha256 ${small.sha256}), and is not used. Run again; if that does not help, check ${server.endpoint} and any proxy on the way.`,
  );
  expect(readdirSync(options.cacheFolder)).toEqual([]);
});

test('does not go on for ever with a server that never brings the end', async () => {
  const { hub, options, server } = await openHub();
  const halves = Array.from({ length: 30 }, () => ({ kind: 'half', bytes: 100 }) as const);
  server.failNext(fromStore, ...halves);

  const error = await errorOf(hub.downloadFile(fileOf('lfs.jsonl.gz'), options));

  expect(error.kind).toBe('unreachable');
  expect(error.message).toContain('the server ended after byte 600');
  expect(storeRequests(server)).toHaveLength(7);
});

test('goes on as long as a server brings 1 MiB at a time', async () => {
  const { hub, options, server, sleeps } = await openHub();
  const content = contentOf(Buffer.alloc(9 * 1024 * 1024, 'Again and again. '));
  server.setRepository(repositoryOf({ 'big.jsonl': { content, stored: 'lfs' } }));
  const megabyte = { kind: 'half', bytes: 1024 * 1024 } as const;
  server.failNext(
    fromStore,
    { kind: 'half', bytes: 1 },
    ...Array.from({ length: 8 }, () => megabyte),
  );

  const path = await hub.downloadFile(remoteOf('big.jsonl', content), options);

  expect(readFileSync(path)).toHaveLength(content.bytes);
  expect(sleeps).toEqual(Array.from({ length: 8 }, () => 500));
});

test('does not begin anew for ever with a server that ignores ranges and breaks off', async () => {
  const { hub, options, server } = await openHub();
  const file = fileOf('large.jsonl');
  const path = cachedFilePath(options.cacheFolder, file);
  writeFileSync(`${path}.partial`, bytesOf('large.jsonl').subarray(0, 2_000_000));
  server.failNext(
    (request) => fromStore(request) && isTransfer(server),
    ...Array.from({ length: 40 }, () => ({ kind: 'status', status: 200, body: 'x' }) as const),
  );

  const error = await errorOf(hub.downloadFile(file, options));

  expect(error.message).toContain('the server ended after byte 1,');
  expect(storeRequests(server)).toHaveLength(7);
});

test('says that a file changed under its commit, or that another is served', async () => {
  const { hub, options, server } = await openHub();
  const other = contentOf(`${'x'.repeat(small.bytes - 1)}\n`);
  server.setRepository(
    repositoryOf({
      'git.jsonl': { content: other },
      'lfs.jsonl.gz': { content: other, stored: 'lfs' },
    }),
  );

  const errors = [
    await errorOf(hub.downloadFile(fileOf('git.jsonl'), options)),
    await errorOf(hub.downloadFile(fileOf('lfs.jsonl.gz'), options)),
  ];

  expect(errors.map(({ kind, message }) => [kind, message])).toEqual([
    [
      'altered',
      `git.jsonl of owner/name is not what the Hub listed at ${commit}: its digest is ${other.gitOid} in place of ${small.gitOid}. The repository was rewritten, or ${server.endpoint} serves what it does not list: move on with --update, or check the endpoint.`,
    ],
    [
      'altered',
      `lfs.jsonl.gz of owner/name is not what the Hub listed at ${commit}: its digest is ${other.sha256} in place of ${small.sha256}. The repository was rewritten, or ${server.endpoint} serves what it does not list: move on with --update, or check the endpoint.`,
    ],
  ]);
});

test('notices that a file changes while it is downloaded', async () => {
  const { hub, options, server } = await openHub();
  const other = contentOf(`${'x'.repeat(small.bytes - 1)}\n`);
  server.failNext(fromStore, { kind: 'half', bytes: 1 }, { kind: 'half', bytes: 50_000 });
  const changing = {
    ...options,
    onBytes: () => {
      server.setRepository(repositoryOf({ 'lfs.jsonl.gz': { content: other, stored: 'lfs' } }));
    },
  };

  const error = await errorOf(hub.downloadFile(fileOf('lfs.jsonl.gz'), changing));

  expect(error.kind).toBe('altered');
  expect(error.message).toContain(`its digest is ${other.sha256} in place of ${small.sha256}`);
  expect(storeRequests(server)).toHaveLength(3);
});

test('fetches anew what was damaged in the cache, once it is asked for', async () => {
  const { hub, options } = await openHub();
  const file = fileOf('git.jsonl');
  const path = cachedFilePath(options.cacheFolder, file);
  writeFileSync(path, Buffer.alloc(file.bytes, 'x'));
  const isThere = isCached(options.cacheFolder, file);

  await hub.downloadFile(file, options);

  expect(isThere).toBe(true);
  expect(readFileSync(path).equals(bytesOf('git.jsonl'))).toBe(true);
});

test('takes a file of another length for missing', async () => {
  const { options } = await openHub();
  const file = fileOf('git.jsonl');
  const before = isCached(options.cacheFolder, file);

  writeFileSync(cachedFilePath(options.cacheFolder, file), 'short');

  expect([before, isCached(options.cacheFolder, file)]).toEqual([false, false]);
});

test.each([
  '../../x.jsonl',
  '/etc/x.jsonl',
  'a\\b.jsonl',
  './x.jsonl',
  'a//b.jsonl',
  'a/..',
  '',
  'nul\0.jsonl',
  'line\n.jsonl',
  '\ud800.jsonl',
])('refuses the path %j, without asking or writing', async (path) => {
  const { hub, options, server } = await openHub();
  const file = { ...fileOf('git.jsonl'), path };

  const errors = [
    await errorOf(hub.downloadFile(file, options)),
    await errorOf(hub.openPartialFile(file, options)),
  ];

  expect(errors.map(({ kind }) => kind)).toEqual(['unsafe_path', 'unsafe_path']);
  expect(errors[0]?.message).toContain("It is not downloaded; leave it out of the card's files.");
  expect(server.requests).toEqual([]);
  expect(readdirSync(options.cacheFolder)).toEqual([]);
});

test('keeps every file in the cache folder, whatever its path', () => {
  const folder = temporaryFolder();

  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (path) => {
      const name = cachedFilePath(folder, { ...fileOf('git.jsonl'), path }).slice(
        folder.length + 1,
      );
      expect(name).toMatch(/^[0-9a-f]{40}(?:\.[a-z]+){0,2}$/u);
    }),
  );
});

test('tells extensions that readers know, and no others', () => {
  const names = [
    'A.JSONL',
    'x.json.gz',
    'x.csv.zst',
    'x.tar.gz',
    'x.sh',
    'json',
    'x.parquet',
    'y.yml',
  ];

  const extensions = names.map((path) =>
    cachedFilePath('', { ...fileOf('git.jsonl'), path }).slice(small.gitOid.length),
  );

  expect(extensions).toEqual(['.jsonl', '.json.gz', '.csv.zst', '.gz', '', '', '.parquet', '.yml']);
});

test('makes the cache folder, and says what is wrong where it cannot', async () => {
  const { hub, options } = await openHub();
  writeFileSync(join(options.cacheFolder, 'file'), '');
  const made = join(options.cacheFolder, 'new/folder');
  const through = join(options.cacheFolder, 'file/folder');

  const path = await hub.downloadFile(fileOf('git.jsonl'), { cacheFolder: made });
  const error = await hub
    .downloadFile(fileOf('git.jsonl'), { cacheFolder: through })
    .catch((thrown: unknown) => thrown);

  expect(path.startsWith(made)).toBe(true);
  expect(error).toBeInstanceOf(FileAccessError);
  expect(String(error)).toContain('a part of the path is a file, not a folder');
});

test('says what is wrong where a folder has the name of a download', async () => {
  const { hub, options } = await openHub();
  const file = fileOf('git.jsonl');
  const partial = `${cachedFilePath(options.cacheFolder, file)}.partial`;
  mkdirSync(partial);

  const error = await hub.downloadFile(file, options).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({
    name: 'FileAccessError',
    message: `Cannot write ${partial}: it is a folder. Choose another name.`,
  });
});

test.skipIf(!existsSync('/dev/full'))('says that the disk is full', async () => {
  const { hub, options } = await openHub();
  const file = fileOf('git.jsonl');
  const partial = `${cachedFilePath(options.cacheFolder, file)}.partial`;
  symlinkSync('/dev/full', partial);

  const error = await hub.downloadFile(file, options).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({
    name: 'FileAccessError',
    code: 'ENOSPC',
    message: `Cannot write ${partial}: no space left. Free space or choose another place, then run again.`,
  });
});

test('downloads a file once where two ask for it at the same time', async () => {
  const { hub, options, server } = await openHub();
  const file = fileOf('lfs.jsonl.gz');

  const downloaded = await Promise.all([
    hub.downloadFile(file, options),
    hub.downloadFile(file, options),
  ]);

  expect(new Set(downloaded).size).toBe(1);
  expect(storeRequests(server)).toHaveLength(2);
});

test('runs at most four transfers at a time', async () => {
  const { options, server } = await openHub();
  const names = Array.from({ length: 9 }, (_, i) => `${String(i)}.jsonl`);
  const contents = names.map((name) => contentOf(name.repeat(50_000)));
  server.setRepository(
    repositoryOf(
      Object.fromEntries(names.map((name, i) => [name, { content: contents[i] ?? small }])),
    ),
  );
  let running = 0;
  let most = 0;
  let fourRun = (): void => undefined;
  const four = new Promise<void>((resolve) => {
    fourRun = resolve;
  });
  const counting: typeof fetch = async (input, init) => {
    running += 1;
    most = Math.max(most, running);
    if (running === 4) fourRun();
    await four;
    // Any that may run beside them have the time to begin.
    await new Promise((resolve) => setTimeout(resolve, 20));
    running -= 1;
    return fetch(input, init);
  };
  const hub = hubAt(server, { fetch: counting });

  await Promise.all(
    names.map((name, i) => hub.downloadFile(remoteOf(name, contents[i] ?? small, 'git'), options)),
  );

  expect(most).toBe(4);
});

interface Opened {
  readonly hub: Hub;
  readonly server: LoopbackHub;
  readonly sleeps: number[];
  readonly options: {
    readonly cacheFolder: string;
    readonly onBytes: (bytes: number) => void;
    readonly heardBytes: () => number;
  };
}

async function openHub(): Promise<Opened> {
  const server = await startLoopbackHub({ repositories: [repositoryOf(paths)] });
  onTestFinished(() => server.close());
  const sleeps: number[] = [];
  let heardBytes = 0;
  const options = {
    cacheFolder: temporaryFolder(),
    onBytes: (bytes: number) => {
      heardBytes += bytes;
    },
    heardBytes: () => heardBytes,
  };
  return {
    server,
    sleeps,
    options,
    hub: hubAt(server, { onRetry: ({ waitMs }) => sleeps.push(waitMs) }),
  };
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

function repositoryOf(
  files: Readonly<
    Record<string, { readonly content: HubContent; readonly stored?: 'lfs' | 'xet' }>
  >,
) {
  return { name: 'owner/name', branches: { main: commit }, commits: { [commit]: files } };
}

function fileOf(path: Path): HubFile {
  const found = paths[path];
  return remoteOf(path, found.content, 'stored' in found ? found.stored : 'git');
}

function remoteOf(
  path: string,
  content: HubContent,
  stored: 'git' | 'lfs' | 'xet' = 'lfs',
): HubFile {
  const digest =
    stored === 'git'
      ? ({ kind: 'git_oid', hex: content.gitOid } as const)
      : ({ kind: 'sha256', hex: content.sha256 } as const);
  return { path, bytes: content.bytes, digest, repository: 'owner/name', commit };
}

function bytesOf(path: Path): Buffer {
  const { content } = paths[path];
  return Buffer.concat([...iterable(content.read(0, content.bytes))]);
}

function iterable(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Iterable<Uint8Array> {
  if (Symbol.iterator in pieces) return pieces;
  throw new TypeError('contents of these tests are held in memory');
}

function fromStore({ origin }: { readonly origin: string }): boolean {
  return origin === 'content';
}

/** Whether the request that just came is a transfer, not the client's for one byte. */
function isTransfer({ requests }: LoopbackHub): boolean {
  return requests.at(-1)?.range !== 'bytes=0-0';
}

function storeRequests({ requests }: LoopbackHub) {
  return requests.filter(fromStore);
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
