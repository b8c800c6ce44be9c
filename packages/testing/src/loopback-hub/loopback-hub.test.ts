import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import {
  contentOf,
  startLoopbackHub,
  type HubFault,
  type HubRepository,
  type LoopbackHub,
  type LoopbackHubOptions,
} from './index.ts';

const commit = 'a'.repeat(40);
const older = 'b'.repeat(40);
const parquetCommit = 'c'.repeat(40);
const text = '{"question":"How many ducks?","answer":"Four"}\n';
const large = contentOf(largeBytes());
const birds: HubRepository = {
  name: 'pond/birds',
  license: 'mit',
  branches: { main: commit, 'refs/convert/parquet': parquetCommit },
  commits: {
    [commit]: {
      'README.md': { content: contentOf('# Birds\n') },
      'data/a #1?.jsonl': { content: contentOf(text) },
      'data/größe.jsonl': { content: contentOf(text) },
      'data/large.parquet': { content: large, stored: 'lfs' },
      'data/larger.parquet': { content: large, stored: 'xet' },
    },
    [older]: { 'README.md': { content: contentOf('# Bird\n') } },
    [parquetCommit]: { 'default/train/0000.parquet': { content: large, stored: 'lfs' } },
  },
};
const readme = '/datasets/pond/birds/resolve/main/README.md';
const inLfs = '/datasets/pond/birds/resolve/main/data/large.parquet';
const inXet = '/datasets/pond/birds/resolve/main/data/larger.parquet';

test('tells the commit, the licence and the gate of a data set, and only what is asked for', async () => {
  const { endpoint } = await start();

  const whole = await json(`${endpoint}/api/datasets/pond/birds`);
  const part = await json(
    `${endpoint}/api/datasets/pond/birds/revision/main?expand=sha&expand=gated`,
  );

  const _id = createHash('sha256').update('pond/birds').digest('hex').slice(0, 24);
  expect(whole).toEqual({
    _id,
    id: 'pond/birds',
    sha: commit,
    private: false,
    gated: false,
    likes: 0,
    downloads: 0,
    lastModified: '2024-01-01T00:00:00.000Z',
    cardData: { license: 'mit' },
    tags: ['license:mit'],
  });
  expect(part).toEqual({ _id, id: 'pond/birds', sha: commit, gated: false });
});

test.each(['HEAD', 'main', commit, older, 'refs%2Fconvert%2Fparquet'])(
  'resolves the revision %s to its commit',
  async (revision) => {
    const { endpoint } = await start();

    const info = await json(`${endpoint}/api/datasets/pond/birds/revision/${revision}?expand=sha`);

    const commits = new Map([
      [older, older],
      ['refs%2Fconvert%2Fparquet', parquetCommit],
    ]);
    expect(info).toMatchObject({ sha: commits.get(revision) ?? commit });
  },
);

test('lists files and folders, each file by the hash of its store', async () => {
  const { endpoint } = await start();

  const root = await json(`${endpoint}/api/datasets/pond/birds/tree/main?recursive=false`);
  const folder = await json(`${endpoint}/api/datasets/pond/birds/tree/main/data?recursive=true`);

  const { sha256 } = large;
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 300000\n`;
  const inStore = {
    type: 'file',
    oid: gitOid(pointer),
    size: 300_000,
    lfs: { oid: sha256, size: 300_000, pointerSize: pointer.length },
  };
  const inGit = { type: 'file', oid: gitOid(text), size: text.length };
  expect(root).toEqual([
    { type: 'file', oid: gitOid('# Birds\n'), size: 8, path: 'README.md' },
    { type: 'directory', oid: matching(/^[0-9a-f]{40}$/), size: 0, path: 'data' },
  ]);
  expect(folder).toEqual([
    { ...inGit, path: 'data/a #1?.jsonl' },
    { ...inGit, path: 'data/größe.jsonl' },
    { ...inStore, path: 'data/large.parquet' },
    { ...inStore, path: 'data/larger.parquet', xetHash: matching(/^[0-9a-f]{64}$/) },
  ]);
});

test('lists a tree in pages that name the next one by an absolute address', async () => {
  const { endpoint } = await start({ pageEntries: 2 });

  const pages: string[][] = [];
  let next: string | undefined = `${endpoint}/api/datasets/pond/birds/tree/main?recursive=true`;
  while (next !== undefined) {
    const response: Response = await fetch(next);
    pages.push(pathsOf(await response.json()));
    next = /^<(http[^>]+)>; rel="next"$/.exec(response.headers.get('Link') ?? '')?.[1];
  }

  expect(pages).toEqual([
    ['README.md', 'data'],
    ['data/a #1?.jsonl', 'data/größe.jsonl'],
    ['data/large.parquet', 'data/larger.parquet'],
  ]);
});

test('lists hostile paths as they are and serves those that an address can hold', async () => {
  const paths = [
    '../../x.jsonl',
    '/etc/x.jsonl',
    'a\\b.jsonl',
    'a #1?.jsonl',
    '%41.jsonl',
    'ü/ö.jsonl',
  ];
  const files = Object.fromEntries(paths.map((path) => [path, { content: contentOf(path) }]));
  const { endpoint } = await start({
    repositories: [{ name: 'o/hostile', branches: { main: commit }, commits: { [commit]: files } }],
  });

  const tree = await json(`${endpoint}/api/datasets/o/hostile/tree/main?recursive=true`);
  const served = await Promise.all(
    paths.map(async (path) => {
      const encoded = path.split('/').map(encodeURIComponent).join('%2F');
      const response = await fetch(`${endpoint}/datasets/o/hostile/resolve/main/${encoded}`);
      return response.text();
    }),
  );

  expect(pathsOf(tree)).toEqual(expect.arrayContaining(paths));
  expect(served).toEqual(paths);
});

test.each([
  { method: 'GET', range: undefined, status: 200, part: '# Birds\n', contentRange: null },
  { method: 'HEAD', range: undefined, status: 200, part: '', contentRange: null },
  { method: 'GET', range: 'bytes=2-', status: 206, part: 'Birds\n', contentRange: 'bytes 2-7/8' },
  { method: 'GET', range: 'bytes=2-3', status: 206, part: 'Bi', contentRange: 'bytes 2-3/8' },
  { method: 'GET', range: 'bytes=-3', status: 206, part: 'ds\n', contentRange: 'bytes 5-7/8' },
  { method: 'GET', range: 'bytes=2-99', status: 206, part: 'Birds\n', contentRange: 'bytes 2-7/8' },
  { method: 'GET', range: 'lines=1-2', status: 200, part: '# Birds\n', contentRange: null },
])('serves a file in git itself: $method, range $range', async (given) => {
  const { endpoint, requests } = await start();

  const response = await fetch(`${endpoint}${readme}`, {
    method: given.method,
    headers: given.range === undefined ? {} : { Range: given.range },
  });
  const part = await response.text();

  expect({ status: response.status, part, ...told(response, ['Content-Range']) }).toEqual({
    status: given.status,
    part: given.part,
    'Content-Range': given.contentRange,
  });
  expect(told(response, ['ETag', 'X-Repo-Commit', 'Accept-Ranges'])).toEqual({
    ETag: `"${gitOid('# Birds\n')}"`,
    'X-Repo-Commit': commit,
    'Accept-Ranges': 'bytes',
  });
  expect(requests).toEqual([
    {
      origin: 'hub',
      method: given.method,
      path: readme,
      authorization: undefined,
      range: given.range,
      status: given.status,
      sentBytes: part.length,
    },
  ]);
});

test('sends the whole file where the tag of If-Range is another', async () => {
  const { endpoint } = await start();

  const response = await fetch(`${endpoint}${readme}`, {
    headers: { Range: 'bytes=2-', 'If-Range': '"another"' },
  });

  expect([response.status, await response.text()]).toEqual([200, '# Birds\n']);
});

test('refuses a range beyond the end, in git and in the store', async () => {
  const { endpoint } = await start();

  const git = await fetch(`${endpoint}${readme}`, { headers: { Range: 'bytes=8-' } });
  const store = await fetch(`${endpoint}${inLfs}`, { headers: { Range: 'bytes=300000-' } });

  expect([git, store].map((one) => [one.status, one.headers.get('Content-Range')])).toEqual([
    [416, 'bytes */8'],
    [416, 'bytes */300000'],
  ]);
});

test.each([inLfs, inXet])(
  'redirects %s to the other origin, with size and sha256',
  async (path) => {
    const { endpoint, contentEndpoint } = await start();

    const response = await fetch(`${endpoint}${path}`, { redirect: 'manual' });

    const location = response.headers.get('Location') ?? '';
    expect(response.status).toBe(302);
    expect(told(response, ['X-Linked-Size', 'X-Linked-ETag', 'X-Repo-Commit'])).toEqual({
      'X-Linked-Size': '300000',
      'X-Linked-ETag': `"${large.sha256}"`,
      'X-Repo-Commit': commit,
    });
    expect(location.startsWith(`${contentEndpoint}/`)).toBe(true);
    expect(location).toMatch(/&X-Amz-Signature=[0-9a-f]{64}&/);
  },
);

test('serves stored files whole and by range to a client that follows', async () => {
  const { endpoint, requests } = await start();

  const whole = await bytesOf(await fetch(`${endpoint}${inLfs}`));
  const response = await fetch(`${endpoint}${inXet}`, { headers: { Range: 'bytes=70000-200000' } });
  const part = await bytesOf(response);

  const held = largeBytes();
  expect(Buffer.compare(whole, held)).toBe(0);
  expect(Buffer.compare(part, held.subarray(70_000, 200_001))).toBe(0);
  expect(told(response, ['Content-Range', 'Content-Length'])).toEqual({
    'Content-Range': 'bytes 70000-200000/300000',
    'Content-Length': '130001',
  });
  expect(
    requests.filter(({ origin }) => origin === 'content').map(({ sentBytes }) => sentBytes),
  ).toEqual([300_000, 130_001]);
});

test('tells a client that knows Xet where its parts are', async () => {
  const { endpoint, contentEndpoint } = await start();
  const headers = { Range: 'bytes=0-0', Accept: 'application/vnd.xet-fileinfo+json, */*' };

  const response = await fetch(`${endpoint}${inXet}`, { headers });
  const lfs = await fetch(`${endpoint}${inLfs}`, { headers, redirect: 'manual' });

  const hash = response.headers.get('X-Xet-Hash') ?? '';
  expect(await response.json()).toEqual({ hash });
  expect(told(response, ['Content-Type', 'X-Linked-Size', 'X-Linked-ETag', 'Link'])).toEqual({
    'Content-Type': 'application/vnd.xet-fileinfo+json',
    'X-Linked-Size': '300000',
    'X-Linked-ETag': `"${large.sha256}"`,
    Link: `<${endpoint}/api/datasets/pond/birds/xet-read-token/${commit}>; rel="xet-auth", <${contentEndpoint}/v1/reconstructions/${hash}>; rel="xet-reconstruction-info"`,
  });
  expect([response.status, lfs.status]).toEqual([200, 302]);
});

test('the other origin refuses a token, an unsigned address and a file it does not have', async () => {
  const { endpoint, contentEndpoint, requests } = await start();
  const redirect = await fetch(`${endpoint}${inLfs}`, { redirect: 'manual' });
  const signed = redirect.headers.get('Location') ?? '';

  const withToken = await fetch(signed, { headers: { Authorization: 'Bearer hf_duck' } });
  const unsigned = await fetch(signed.replace(/\?.*/, ''));
  const elsewhere = await fetch(`${contentEndpoint}/v1/reconstructions/${'d'.repeat(64)}`);

  expect([withToken, unsigned, elsewhere].map(({ status }) => status)).toEqual([400, 403, 403]);
  expect(requests.map(({ authorization }) => authorization)).toContain('Bearer hf_duck');
});

test('redirects an old name to the new one, for facts, trees and files', async () => {
  const { endpoint } = await start({ renames: { birds: 'pond/birds' } });
  const paths = [
    [
      '/api/datasets/birds/revision/main?expand=sha',
      '/api/datasets/pond/birds/revision/main?expand=sha',
    ],
    [
      '/api/datasets/birds/tree/main?recursive=true',
      '/api/datasets/pond/birds/tree/main?recursive=true',
    ],
    ['/datasets/birds/resolve/main/README.md', readme],
  ];

  const answers = await Promise.all(
    paths.map(([old]) => fetch(`${endpoint}${String(old)}`, { redirect: 'manual' })),
  );

  expect(answers.map((one) => [one.status, one.headers.get('Location')])).toEqual(
    paths.map(([, current]) => [307, current]),
  );
});

test.each([
  {
    what: 'an unknown repository',
    path: '/api/datasets/pond/fish',
    status: 401,
    code: 'RepoNotFound',
  },
  {
    what: 'its files',
    path: '/datasets/pond/fish/resolve/main/a',
    status: 401,
    code: 'RepoNotFound',
  },
  {
    what: 'an unknown revision',
    path: '/api/datasets/pond/birds/revision/v2',
    status: 404,
    code: 'RevisionNotFound',
  },
  {
    what: 'its tree',
    path: '/api/datasets/pond/birds/tree/v2',
    status: 404,
    code: 'RevisionNotFound',
  },
  {
    what: 'its files',
    path: '/datasets/pond/birds/resolve/v2/README.md',
    status: 404,
    code: 'RevisionNotFound',
  },
  {
    what: 'a missing file',
    path: '/datasets/pond/birds/resolve/main/constructor',
    status: 404,
    code: 'EntryNotFound',
  },
  {
    what: 'a missing folder',
    path: '/api/datasets/pond/birds/tree/main/dat',
    status: 404,
    code: 'EntryNotFound',
  },
  { what: 'another page', path: '/datasets', status: 404, code: null },
  { what: 'a path that is not encoded', path: `${readme}%`, status: 400, code: null },
])('refuses $what with status $status and code $code', async ({ path, status, code }) => {
  const { endpoint } = await start();

  const response = await fetch(`${endpoint}${path}`);

  expect([response.status, response.headers.get('X-Error-Code')]).toEqual([status, code]);
});

test('a gated repository shows its facts and tree to all, and its files to those on the list', async () => {
  const { endpoint } = await start({
    repositories: [{ ...birds, gated: 'auto' }],
    tokens: ['hf_duck'],
  });
  const ask = async (path: string, token?: string): Promise<unknown> => {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const response = await fetch(`${endpoint}${path}`, { headers });
    return [response.status, response.headers.get('X-Error-Code')];
  };

  const answers = {
    info: await json(`${endpoint}/api/datasets/pond/birds/revision/main?expand=gated`),
    tree: await ask('/api/datasets/pond/birds/tree/main'),
    nobody: await ask(readme),
    stranger: await ask(readme, 'hf_goose'),
    listed: await ask(readme, 'hf_duck'),
  };

  expect(answers).toEqual({
    info: containing({ gated: 'auto' }),
    tree: [200, null],
    nobody: [401, 'GatedRepo'],
    stranger: [403, 'GatedRepo'],
    listed: [200, null],
  });
});

test('a private repository does not exist but for those with access', async () => {
  const { endpoint } = await start({
    repositories: [{ ...birds, private: true }],
    tokens: ['hf_duck'],
  });
  const path = `${endpoint}/api/datasets/pond/birds`;

  const nobody = await fetch(path);
  const stranger = await fetch(path, { headers: { Authorization: 'Bearer hf_goose' } });
  const owner = await fetch(path, { headers: { Authorization: 'Bearer hf_duck' } });

  expect([nobody, stranger, owner].map(({ status }) => status)).toEqual([401, 404, 200]);
  expect(await nobody.json()).toEqual({ error: 'Invalid username or password.' });
});

test('a repository can change while the hub runs', async () => {
  const hub = await start();

  hub.setRepository({ ...birds, branches: { main: older } });
  const response = await fetch(`${hub.endpoint}${readme}`);

  expect(await response.text()).toBe('# Bird\n');
});

test('a fault is used once, by the next request that it is meant for', async () => {
  const hub = await start();
  hub.failNext(
    ({ path }) => path === readme,
    { kind: 'status', status: 429, headers: { 'Retry-After': '7' }, body: 'slow down' },
    { kind: 'status', status: 503 },
  );

  const other = await fetch(`${hub.endpoint}/api/datasets/pond/birds`);
  const first = await fetch(`${hub.endpoint}${readme}`);
  const second = await fetch(`${hub.endpoint}${readme}`);
  const third = await fetch(`${hub.endpoint}${readme}`);

  expect([other, first, second, third].map(({ status }) => status)).toEqual([200, 429, 503, 200]);
  expect([first.headers.get('Retry-After'), await first.text()]).toEqual(['7', 'slow down']);
});

test('a fault of the other origin leaves the hub alone', async () => {
  const hub = await start();
  hub.failNext(({ origin }) => origin === 'content', { kind: 'status', status: 403 });

  const response = await fetch(`${hub.endpoint}${inLfs}`);

  expect(response.status).toBe(403);
  expect(hub.requests.map(({ origin, status }) => [origin, status])).toEqual([
    ['hub', 302],
    ['content', 403],
  ]);
});

test('a cut announces the whole file and breaks after the bytes it names', async () => {
  const { endpoint, requests } = await startFaulty({ kind: 'cut', afterBytes: 100_000 });

  const response = await fetch(`${endpoint}${inLfs}`);
  const { error } = await readUntilEnd(response);

  // How much of it fetch hands on before it tells of the break is fetch's own affair.
  expect([response.headers.get('Content-Length'), error]).toEqual(['300000', true]);
  expect(requests.at(-1)?.sentBytes).toBe(100_000);
});

test('half a file ends cleanly and is announced as short', async () => {
  const { endpoint } = await startFaulty({ kind: 'half', bytes: 150_000 });

  const response = await fetch(`${endpoint}${inLfs}`);
  const { bytes, error } = await readUntilEnd(response);

  expect(response.headers.get('Content-Length')).toBe('150000');
  expect([bytes, error]).toEqual([150_000, false]);
});

test('a stall sends what it names and then nothing until the client goes', async () => {
  const { endpoint, requests } = await startFaulty({ kind: 'stall', afterBytes: 1000 });
  const leave = new AbortController();

  const response = await fetch(`${endpoint}${inLfs}`, { signal: leave.signal });
  const reader = response.body?.getReader();
  const first = await reader?.read();
  const later = reader?.read();
  leave.abort();

  await expect(later).rejects.toThrow('aborted');
  expect(lengthOf(first)).toBe(1000);
  expect(requests.at(-1)?.sentBytes).toBe(1000);
});

test('a stall after no byte has sent its headers', async () => {
  const { endpoint } = await startFaulty({ kind: 'stall', afterBytes: 0 });

  const response = await fetch(`${endpoint}${inLfs}`);
  await response.body?.cancel();

  expect(response.headers.get('Content-Length')).toBe('300000');
});

test('a flip changes one byte, counted in the part that was sent', async () => {
  const { endpoint } = await startFaulty({ kind: 'flip', atByte: 70_000 });

  const response = await fetch(`${endpoint}${inLfs}`, { headers: { Range: 'bytes=100000-' } });
  const part = await bytesOf(response);

  const held = largeBytes().subarray(100_000);
  const changed = [...part.keys()].filter((i) => part[i] !== held[i]);
  expect([part.length, changed]).toEqual([200_000, [70_000]]);
});

test('a range can be ignored', async () => {
  const { endpoint, requests } = await startFaulty({ kind: 'ignore_range' });

  const response = await fetch(`${endpoint}${inLfs}`, { headers: { Range: 'bytes=100000-' } });
  const { bytes } = await readUntilEnd(response);

  expect([response.status, bytes]).toEqual([200, 300_000]);
  expect(requests.at(-1)?.range).toBe('bytes=100000-');
});

test('a reset breaks the connection before any header', async () => {
  const { endpoint, requests } = await startFaulty({ kind: 'reset' });

  const response = fetch(`${endpoint}${inLfs}`);

  await expect(response).rejects.toThrow('fetch failed');
  expect(requests.at(-1)).toMatchObject({ origin: 'content', status: 0, sentBytes: 0 });
});

test.each([
  { asked: 'bytes=100000-', sent: 'bytes 0-299999/300000' },
  { asked: 'bytes=0-', sent: 'bytes 1-299999/300000' },
])('a wrong range starts elsewhere than $asked', async ({ asked, sent }) => {
  const { endpoint } = await startFaulty({ kind: 'wrong_range' });

  const response = await fetch(`${endpoint}${inLfs}`, { headers: { Range: asked } });
  await response.body?.cancel();

  expect([response.status, response.headers.get('Content-Range')]).toEqual([206, sent]);
});

test('more bytes can be sent than the file has', async () => {
  const { endpoint } = await startFaulty({ kind: 'extra', bytes: 7 });

  const response = await fetch(`${endpoint}${inLfs}`);
  const bytes = await bytesOf(response);

  expect(response.headers.get('Content-Length')).toBe('300007');
  expect(bytes.subarray(-8).toString('latin1')).toBe(
    `${String.fromCharCode(299_999 % 251)}xxxxxxx`,
  );
});

test('a file is made no faster than it is read', async () => {
  const pieceBytes = 1024 * 1024;
  let made = 0;
  const content = {
    bytes: 1000 * pieceBytes,
    sha256: 'e'.repeat(64),
    gitOid: 'e'.repeat(40),
    *read(start: number, end: number): Iterable<Uint8Array> {
      for (let from = start; from < end; from += pieceBytes) {
        made += pieceBytes;
        yield Buffer.alloc(Math.min(pieceBytes, end - from));
      }
    },
  };
  const { endpoint, requests } = await start({
    repositories: [
      { name: 'o/n', branches: { main: commit }, commits: { [commit]: { a: { content } } } },
    ],
  });

  const response = await fetch(`${endpoint}/datasets/o/n/resolve/main/a`);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();

  expect(made).toBeLessThan(200 * pieceBytes);
  expect(requests[0]?.sentBytes).toBe(made);
});

test('closing ends what is open at once', async () => {
  const hub = await startLoopbackHub({ repositories: [birds] });
  hub.failNext(({ origin }) => origin === 'content', { kind: 'stall', afterBytes: 10 });
  const response = await fetch(`${hub.endpoint}${inLfs}`);
  const reader = response.body?.getReader();
  const first = await reader?.read();
  const later = reader?.read();

  await hub.close();

  expect(lengthOf(first)).toBe(10);
  await expect(later).rejects.toThrow('terminated');
  await expect(fetch(hub.endpoint)).rejects.toThrow('fetch failed');
});

test('closing tells of content that could not be read', async () => {
  const broken = {
    ...contentOf('abc'),
    read(): Iterable<Uint8Array> {
      throw new Error('no such block');
    },
  };
  const hub = await startLoopbackHub({
    repositories: [
      {
        name: 'o/n',
        branches: { main: commit },
        commits: { [commit]: { a: { content: broken } } },
      },
    ],
  });
  const answer = fetch(`${hub.endpoint}/datasets/o/n/resolve/main/a`).then((one) => one.text());
  await expect(answer).rejects.toThrow('terminated');

  const closing = hub.close();

  await expect(closing).rejects.toMatchObject({ errors: [new Error('no such block')] });
});

async function start(options: Partial<LoopbackHubOptions> = {}): Promise<LoopbackHub> {
  const hub = await startLoopbackHub({ repositories: [birds], ...options });
  onTestFinished(() => hub.close());
  return hub;
}

async function startFaulty(fault: HubFault): Promise<LoopbackHub> {
  const hub = await start();
  hub.failNext(({ origin }) => origin === 'content', fault);
  return hub;
}

async function json(url: string): Promise<unknown> {
  const response = await fetch(url);
  return response.json();
}

function pathsOf(entries: unknown): string[] {
  if (!Array.isArray(entries)) throw new Error('A tree is a list.');
  return entries.map((entry: { path: string }) => entry.path);
}

function told(response: Response, names: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, response.headers.get(name)]));
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

async function readUntilEnd(response: Response): Promise<{ bytes: number; error: boolean }> {
  let bytes = 0;
  try {
    for await (const value of response.body ?? []) bytes += lengthOf({ value });
  } catch {
    return { bytes, error: true };
  }
  return { bytes, error: false };
}

function largeBytes(): Buffer {
  return Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => i % 251));
}

function lengthOf(piece: { readonly value?: unknown } | undefined): number {
  return piece?.value instanceof Uint8Array ? piece.value.length : 0;
}

function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

function containing(fields: object): unknown {
  return expect.objectContaining(fields);
}

function gitOid(content: string): string {
  return createHash('sha1')
    .update(`blob ${String(Buffer.byteLength(content))}\0${content}`)
    .digest('hex');
}
