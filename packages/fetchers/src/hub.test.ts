import { CorpusError } from '@llamaforge/schema';
import { temporaryFolder } from '@llamaforge/testing';
import {
  contentOf,
  startLoopbackHub,
  type HubRepository,
  type LoopbackHub,
  type LoopbackHubOptions,
} from '@llamaforge/testing/loopback-hub';
import { createServer } from 'node:http';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { Hub } from './hub.ts';
import type { HubAccess, HubRetry } from './hub-access.ts';
import { HubError } from './hub-error.ts';
import type { HubFile } from './remote-file.ts';

const commit = 'a'.repeat(40);
const token = 'hf_SecretOfTheTest';
const rows = contentOf('{"instruction":"Say hello.","output":"Hello."}\n');
const large = contentOf('{"instruction":"Count.","output":"One, two."}\n'.repeat(100));
const repository: HubRepository = {
  name: 'owner/name',
  license: 'mit',
  branches: { main: commit, 'refs/convert/parquet': 'b'.repeat(40) },
  commits: {
    [commit]: {
      'README.md': { content: contentOf('# Rows\n') },
      'data/train.jsonl': { content: large, stored: 'lfs' },
      'data/deep/er/x.jsonl': { content: rows },
      'xet.parquet': { content: large, stored: 'xet' },
    },
    ['b'.repeat(40)]: { 'default/train/0000.parquet': { content: rows } },
  },
};

test('pins a branch, a ref with slashes, and a commit, with the licence of the page', async () => {
  const { hub } = await openHub();

  const resolved = await Promise.all(
    ['main', 'refs/convert/parquet', commit].map((one) => hub.resolveRevision('owner/name', one)),
  );

  const common = { repository: 'owner/name', license: 'mit', gated: false };
  expect(resolved).toEqual([
    { ...common, commit },
    { ...common, commit: 'b'.repeat(40) },
    { ...common, commit },
  ]);
});

test('follows a rename, and tells the present name', async () => {
  const { hub } = await openHub({ renames: { 'old/name': 'owner/name' } });

  const resolved = await hub.resolveRevision('old/name', 'main');
  const listed = await hub.listFiles('old/name', 'main');

  expect(resolved.repository).toBe('owner/name');
  expect(listed).toHaveLength(4);
});

test('lists the files of every page with their digests, without folders', async () => {
  const { hub, server } = await openHub({ pageEntries: 2 });

  const files = await hub.listFiles('owner/name', commit);

  const lfs = { bytes: large.bytes, digest: { kind: 'sha256', hex: large.sha256 } };
  expect(files).toEqual([
    {
      path: 'README.md',
      bytes: 7,
      digest: { kind: 'git_oid', hex: contentOf('# Rows\n').gitOid },
    },
    {
      path: 'data/deep/er/x.jsonl',
      bytes: rows.bytes,
      digest: { kind: 'git_oid', hex: rows.gitOid },
    },
    { path: 'data/train.jsonl', ...lfs },
    { path: 'xet.parquet', ...lfs },
  ]);
  expect(server.requests).toHaveLength(4);
});

test('lists a ref that has slashes', async () => {
  const { hub } = await openHub();

  const files = await hub.listFiles('owner/name', 'refs/convert/parquet');

  expect(files.map(({ path }) => path)).toEqual(['default/train/0000.parquet']);
});

test('asks again for a page that is cut, ends early, or fails for a while', async () => {
  const { server } = await openHub({ pageEntries: 2 });
  const retries: HubRetry[] = [];
  const hub = hubAt(server, { stallMs: 1000, onRetry: (retry) => retries.push(retry) });
  server.failNext(
    ({ path }) => path.includes('/tree/'),
    { kind: 'cut', afterBytes: 10 },
    { kind: 'half', bytes: 20 },
    { kind: 'status', status: 503 },
    { kind: 'reset' },
    { kind: 'stall', afterBytes: 5 },
  );

  const files = await hub.listFiles('owner/name', commit);

  expect(files).toHaveLength(4);
  const { host } = new URL(server.endpoint);
  expect(retries.map(({ reason, attempt, waitMs }) => [attempt, waitMs, reason])).toEqual([
    [1, 500, expect.stringContaining(`${host} cannot be reached or broke off (`)],
    [2, 1000, 'the answer is cut, or no JSON'],
    [3, 2000, `${host} answers 503`],
    [4, 4000, expect.stringContaining(`${host} cannot be reached or broke off (`)],
    [5, 8000, `${host} cannot be reached or broke off (nothing came for 1 s)`],
  ]);
});

test('waits as long as the server asks, by seconds, by date, by its limits', async () => {
  const { hub, server, retries } = await openHub();
  const limited = (headers: Record<string, string>) =>
    ({ kind: 'status', status: 429, headers }) as const;
  server.failNext(
    () => true,
    limited({ 'Retry-After': '7' }),
    limited({ 'Retry-After': 'Thu, 01 Jan 2026 00:00:20 GMT' }),
    limited({ RateLimit: '"api";r=0;t=55' }),
  );

  await hub.resolveRevision('owner/name', 'main');

  expect(retries.map(({ waitMs }) => waitMs)).toEqual([7000, 20_000, 55_000]);
});

test('gives up where the server asks for more than ten minutes, and says when to come again', async () => {
  const { hub, server, retries } = await openHub();
  const headers = { 'Retry-After': '601', 'X-Request-Id': 'request-1' };
  server.failNext(() => true, { kind: 'status', status: 429, headers });

  const error = await errorOf(hub.resolveRevision('owner/name', 'main'));

  expect(error).toMatchObject({
    kind: 'rate_limited',
    status: 429,
    requestId: 'request-1',
    url: `${server.endpoint}/api/datasets/owner/name/revision/main`,
    message: `Cannot fetch revision main of owner/name: ${new URL(server.endpoint).host} limits how often it is asked (429), and asks to wait longer than 10 minutes. Run again after 2026-01-01T00:10:01.000Z.`,
  });
  expect(retries).toEqual([]);
});

test('gives up after five retries', async () => {
  const { hub, server, retries } = await openHub();
  server.failNext(() => true, ...Array.from({ length: 9 }, () => ({ kind: 'reset' }) as const));

  const error = await errorOf(hub.listFiles('owner/name', commit));

  expect(error.kind).toBe('unreachable');
  expect(error.message).toContain('(6 tries)');
  expect(error.message).toContain('--offline');
  expect(server.requests).toHaveLength(6);
  expect(retries).toHaveLength(5);
});

test('does not ask again after a status that will not pass', async () => {
  const { hub, server } = await openHub();
  server.failNext(() => true, { kind: 'status', status: 501 });

  const error = await errorOf(hub.listFiles('owner/name', commit));

  expect(error).toMatchObject({ kind: 'protocol', status: 501 });
  expect(server.requests).toHaveLength(1);
});

test('says what to do about a repository, a revision or a file that is not there', async () => {
  const { hub, server } = await openHub();
  const missing: HubFile = { ...fileOf('gone.jsonl'), bytes: 5 };

  const errors = [
    await errorOf(hub.resolveRevision('owner/other', 'main')),
    await errorOf(hub.resolveRevision('owner/name', 'v9')),
    await errorOf(hub.downloadFile(missing, { cacheFolder: temporaryFolder() })),
  ];

  expect(errors.map(({ kind, status, message }) => ({ kind, status, message }))).toEqual([
    {
      kind: 'repository_missing',
      status: 401,
      message: `${server.endpoint} shows no data set owner/other: it is misspelt, removed, or private. Check the name; for a private one set HF_TOKEN or --token.`,
    },
    {
      kind: 'revision_missing',
      status: 404,
      message: `owner/name has no revision v9. Correct it in the card (see ${server.endpoint}/datasets/owner/name/commits/main), or move to the present one with --update.`,
    },
    {
      kind: 'file_missing',
      status: 404,
      message: `There is no gone.jsonl of owner/name at ${commit}. Correct the card's files (see ${server.endpoint}/datasets/owner/name/tree/${commit}), or move to the present ones with --update.`,
    },
  ]);
});

test('says what to do about a gated repository, with and without a token', async () => {
  const gated = { ...repository, gated: 'manual' } as const;
  const { hub, server } = await openHub({ repositories: [gated] });
  const refused = hubAt(server, { token: 'hf_other' });
  const file = fileOf('data/train.jsonl');

  const resolved = await hub.resolveRevision('owner/name', 'main');
  const without = await errorOf(hub.downloadFile(file, { cacheFolder: temporaryFolder() }));
  const other = await errorOf(refused.downloadFile(file, { cacheFolder: temporaryFolder() }));

  expect(resolved.gated).toBe(true);
  const page = `${server.endpoint}/datasets/owner/name`;
  expect([without, other].map(({ kind, status, message }) => [kind, status, message])).toEqual([
    [
      'gated',
      401,
      `owner/name is gated. Accept its terms at ${page}, then give a token of that account: set HF_TOKEN or --token.`,
    ],
    [
      'gated',
      403,
      `owner/name is gated, and the token has no access to it. Accept its terms at ${page} as the token's owner, wait until that is granted, and let the token read gated repositories.`,
    ],
  ]);
});

test('tells a refused token from a repository that is missing', async () => {
  const { server } = await openHub({ repositories: [{ ...repository, private: true }] });
  const hub = hubAt(server, { token: 'hf_other' });
  server.failNext(({ path }) => path.includes('refused'), { kind: 'status', status: 401 });

  const hidden = await errorOf(hub.resolveRevision('owner/name', 'main'));
  const refused = await errorOf(hub.resolveRevision('owner/refused', 'main'));

  expect([hidden.kind, refused.kind]).toEqual(['repository_missing', 'token_refused']);
});

test('sends the token to the Hub, and never to where the Hub redirects', async () => {
  const { server } = await openHub({
    repositories: [{ ...repository, private: true }],
    tokens: [token],
    renames: { 'old/name': 'owner/name' },
  });
  const hub = hubAt(server, { token });
  const file = { ...fileOf('data/train.jsonl'), repository: 'old/name' };

  await hub.downloadFile(file, { cacheFolder: temporaryFolder() });

  const sent = server.requests.map(({ origin, authorization }) => [origin, authorization]);
  expect(sent).toContainEqual(['hub', `Bearer ${token}`]);
  expect(sent).toContainEqual(['content', undefined]);
  expect(sent.filter(([origin, header]) => (origin === 'hub') !== (header !== undefined))).toEqual(
    [],
  );
});

test.each([
  ['a blank', 'hf_line\nfeed'],
  ['another beginning', 'secret'],
  ['nothing behind its beginning', 'hf_'],
])('refuses a token with %s, and does not show it', (_, bad) => {
  const open = () => hubAt({ endpoint: 'http://127.0.0.1:9' }, { token: bad });

  expect(open).toThrow(HubError);
  expect(open).toThrow('it must begin with hf_ and have no blanks');
  if (bad !== 'hf_') expect(open).not.toThrow(bad);
});

test.each(['', 'huggingface.co', 'ftp://huggingface.co', 'https://user:word@huggingface.co'])(
  'refuses the endpoint %j',
  (endpoint) => {
    const open = () => hubAt({ endpoint });

    expect(open).toThrow(CorpusError);
    expect(open).toThrow('Correct --endpoint or HF_ENDPOINT');
    expect(open).not.toThrow('word@');
  },
);

test('shows the token in no error, whatever the fault, even where the server or fetch echoes it', async () => {
  const { server } = await openHub({ tokens: [token] });
  const echo = { 'X-Error-Message': `Bad ${token}`, 'X-Request-Id': token };
  const statuses = [400, 401, 403, 404, 408, 410, 418, 429, 500, 501, 503];
  const faults = [
    ...statuses.map((status) => ({ kind: 'status', status, headers: echo, body: token }) as const),
    { kind: 'status', status: 200, headers: echo, body: `{"id":"${token}"}` } as const,
    {
      kind: 'status',
      status: 200,
      headers: echo,
      body: `[{"type":"file","path":"${token}"}]`,
    } as const,
    { kind: 'status', status: 200, body: token } as const,
    { kind: 'status', status: 302, headers: { Location: `/${token}` } } as const,
    { kind: 'status', status: 302, headers: { Location: `ftp://${token}` } } as const,
    { kind: 'reset' } as const,
  ];
  const echoing: typeof fetch = (_, init) =>
    Promise.reject(new Error(inspect(Object.fromEntries(new Headers(init?.headers)))));

  const hub = hubAt(server, { token });
  const errors: unknown[] = [];
  for (const fault of faults) {
    for (const ask of [
      () => hub.resolveRevision('owner/name', 'main'),
      () => hub.listFiles('owner/name', commit),
      () => hub.downloadFile(fileOf('README.md'), { cacheFolder: temporaryFolder() }),
    ]) {
      server.failNext(() => true, ...Array.from({ length: 7 }, () => fault));
      errors.push(await ask().then(String, (error: unknown) => error));
    }
    await drainFaults(server);
  }
  const echoed = hubAt(server, { token, fetch: echoing });
  errors.push(await errorOf(echoed.resolveRevision('owner/name', 'main')));

  expect(errors.length).toBe(faults.length * 3 + 1);
  expect(errors.filter((error) => error instanceof HubError).length).toBeGreaterThan(40);
  for (const error of errors) {
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(token);
    expect(JSON.stringify(error)).not.toContain(token);
  }
});

test('follows no next page at another host, and no list without end', async () => {
  const elsewhere = 'http://127.0.0.2:9/api/datasets/owner/name/tree/x?cursor=1';
  const { hub, server } = await openHub({ tokens: [token] });
  const tree = `${server.endpoint}/api/datasets/owner/name/tree/${commit}?recursive=true&expand=false`;
  const page = (next: string) =>
    ({
      kind: 'status',
      status: 200,
      headers: { Link: `<${next}>; rel="next"` },
      body: '[]',
    }) as const;

  server.failNext(() => true, page(elsewhere));
  const away = await errorOf(hub.listFiles('owner/name', commit));
  server.failNext(() => true, page(tree));
  const endless = await errorOf(hub.listFiles('owner/name', commit));

  expect([away.kind, endless.kind]).toEqual(['protocol', 'protocol']);
  expect(away.message).toContain('goes on at another host, which is not followed');
  expect(endless.message).toContain('has no end');
});

test('follows a next page whose link is relative', async () => {
  const { hub, server } = await openHub();
  const next = `/api/datasets/owner/name/tree/${commit}?recursive=true&cursor=`;
  server.failNext(() => true, {
    kind: 'status',
    status: 200,
    headers: { Link: `<${next}>;rel=next` },
    body: '[]',
  });

  const files = await hub.listFiles('owner/name', commit);

  expect(files).toHaveLength(4);
});

test('says that a next page whose link is no address is no answer of a Hub', async () => {
  const { hub, server } = await openHub();
  server.failNext(() => true, {
    kind: 'status',
    status: 200,
    headers: { Link: '<http://[bad>; rel="next"' },
    body: '[]',
  });

  const error = await errorOf(hub.listFiles('owner/name', commit));

  expect(error.kind).toBe('protocol');
  expect(error.message).toBe(
    `${server.endpoint}/api/datasets/owner/name/tree/${commit} does not answer as a Hub: its next page is at no address. Is ${server.endpoint} a Hub? Check --endpoint or HF_ENDPOINT.`,
  );
});

test('says that an address is no Hub: a web page, other JSON, files without digests', async () => {
  const { hub, server } = await openHub();
  const answer = (body: string, type = 'application/json') =>
    ({ kind: 'status', status: 200, headers: { 'Content-Type': type }, body }) as const;
  const asked: [HubError, string][] = [];

  for (const [fault, problem] of [
    [answer('<html>', 'text/html'), 'it sends a web page'],
    [answer('{"files":[]}'), 'it sends other fields'],
    [answer('[{"type":"file","path":"x","size":-1}]'), 'it lists a file without digest'],
  ] as const) {
    server.failNext(() => true, fault);
    asked.push([await errorOf(hub.listFiles('owner/name', commit)), problem]);
  }

  for (const [error, problem] of asked) {
    expect(error.kind).toBe('protocol');
    expect(error.message).toContain(problem);
    expect(error.message).toContain('Check --endpoint or HF_ENDPOINT');
  }
});

test.each([
  ['file:///etc/passwd', 'redirects to file://, which is not safe'],
  ['https://user:word@127.0.0.1:9/', 'redirects to an address with a password'],
  ['/api/datasets/owner/name/revision/main', 'redirects more than 5 times'],
])('does not follow a redirect to %s', async (location, problem) => {
  const { hub, server } = await openHub();
  const redirect = { kind: 'status', status: 302, headers: { Location: location } } as const;
  server.failNext(() => true, ...Array.from({ length: 6 }, () => redirect));

  const error = await errorOf(hub.resolveRevision('owner/name', 'main'));

  expect(error.kind).toBe('protocol');
  expect(error.message).toContain(problem);
  expect(error.message).not.toContain('user:');
});

test('follows no redirect from https down to http', async () => {
  const asked: string[] = [];
  const hub = hubAt(
    { endpoint: 'https://hub.test' },
    {
      fetch: (input) => {
        asked.push(input instanceof Request ? input.url : String(input));
        const headers = { location: 'http://hub.test/api' };
        return Promise.resolve(new Response(null, { status: 307, headers }));
      },
    },
  );

  const error = await errorOf(hub.resolveRevision('owner/name', 'main'));

  expect(error.message).toContain('redirects to http://, which is not safe');
  expect(asked).toHaveLength(1);
});

test.each(['../../x', 'a/b/c', '/x', 'a b/c', 'a/../b', 'owner/na?me', ''])(
  'refuses %j as the name of a data set without asking',
  async (name) => {
    const { hub, server } = await openHub();

    const errors = [
      await errorOf(hub.resolveRevision(name, 'main')),
      await errorOf(hub.listFiles(name, commit)),
    ];

    expect(errors.map(({ kind }) => kind)).toEqual(['repository_missing', 'repository_missing']);
    expect(server.requests).toEqual([]);
  },
);

test('names itself, and takes an endpoint with a path and a slash at its end', async () => {
  const agents: (string | undefined)[] = [];
  const paths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    agents.push(request.headers['user-agent']);
    paths.push(request.url);
    response.end(JSON.stringify({ id: 'owner/name', sha: commit }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? String(address?.port) : '';

  const resolved = await hubAt({ endpoint: `http://127.0.0.1:${port}/mirror/` }).resolveRevision(
    'owner/name',
    'main',
  );

  expect(resolved).toEqual({
    repository: 'owner/name',
    commit,
    license: undefined,
    gated: false,
  });
  expect(agents).toEqual([expect.stringMatching(/^llamaforge /u)]);
  expect(paths).toEqual([
    expect.stringMatching(/^\/mirror\/api\/datasets\/owner\/name\/revision/u),
  ]);
});

test('ends at once when it is aborted: before a request, while it waits for an answer, while it sleeps', async () => {
  const { server } = await openHub();
  const reason = new Error('enough');
  const early = new AbortController();
  early.abort(reason);
  const waiting = new AbortController();
  const sleeping = new AbortController();
  server.failNext(
    ({ path }) => path.includes('/tree/'),
    { kind: 'stall', afterBytes: 3 },
    { kind: 'reset' },
  );
  const abortsWhenAsked: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    setImmediate(() => {
      waiting.abort(reason);
    });
    return response;
  };

  const outcomes = [
    await hubAt(server, { signal: early.signal }).listFiles('owner/name', commit).catch(asItIs),
    await hubAt(server, { signal: waiting.signal, fetch: abortsWhenAsked, stallMs: 60_000 })
      .listFiles('owner/name', commit)
      .catch(asItIs),
    await hubAt(server, {
      signal: sleeping.signal,
      sleep: () => {
        sleeping.abort(reason);
        return Promise.reject(new Error('the sleep was aborted'));
      },
    })
      .listFiles('owner/name', commit)
      .catch(asItIs),
  ];

  expect(outcomes).toEqual([reason, reason, reason]);
  expect(server.requests).toHaveLength(2);
});

test('sends nothing when it is offline', async () => {
  const { server } = await openHub();
  const hub = hubAt(server, { offline: true });

  const errors = [
    await errorOf(hub.resolveRevision('owner/name', 'main')),
    await errorOf(hub.downloadFile(fileOf('README.md'), { cacheFolder: temporaryFolder() })),
  ];

  expect(errors.map(({ kind, message }) => [kind, message])).toEqual([
    [
      'offline',
      'revision main of owner/name would have to come from the Hub, which --offline forbids. Fetch it once without --offline.',
    ],
    [
      'offline',
      'README.md of owner/name would have to come from the Hub, which --offline forbids. Fetch it once without --offline.',
    ],
  ]);
  expect(server.requests).toEqual([]);
});

interface OpenedHub {
  readonly hub: Hub;
  readonly server: LoopbackHub;
  readonly retries: HubRetry[];
}

async function openHub(options: Partial<LoopbackHubOptions> = {}): Promise<OpenedHub> {
  const server = await startLoopbackHub({ repositories: [repository], ...options });
  onTestFinished(() => server.close());
  const retries: OpenedHub['retries'] = [];
  return { server, retries, hub: hubAt(server, { onRetry: (retry) => retries.push(retry) }) };
}

function hubAt({ endpoint }: { endpoint: string }, access: Partial<HubAccess> = {}): Hub {
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

function fileOf(path: string): HubFile {
  const { content, stored } = repository.commits[commit]?.[path] ?? { content: rows };
  const digest =
    stored === undefined
      ? ({ kind: 'git_oid', hex: content.gitOid } as const)
      : ({ kind: 'sha256', hex: content.sha256 } as const);
  return { path, bytes: content.bytes, digest, repository: 'owner/name', commit };
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

function asItIs(error: unknown): unknown {
  return error;
}

/** Faults that no request took would meet the next one. */
async function drainFaults(server: LoopbackHub): Promise<void> {
  for (let i = 0; i < 21; i += 1) {
    await fetch(server.endpoint, { redirect: 'manual' }).catch(asItIs);
  }
}
