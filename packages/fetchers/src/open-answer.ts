import { BrokenTry } from './broken-try.ts';
import type { HubSession } from './hub-access.ts';
import { HubError } from './hub-error.ts';
import { StallGuard } from './stall-guard.ts';

/** What is asked of the Hub. */
export interface HubRequest {
  /** At the endpoint. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What is fetched, for messages. */
  readonly what: string;
}

/** An answer whose body is still to come; `close` it, read or not. */
export interface HubAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Without its query. */
  readonly url: string;
  /** False where a redirect led to another origin. */
  readonly isFromHub: boolean;
  /** `X-Linked-ETag` and `X-Linked-Size` of the Hub, which stand in the redirect to a file that is stored elsewhere. */
  readonly linkedEtag: string | undefined;
  readonly linkedBytes: number | undefined;
  /** The body; throws a `BrokenTry` where it breaks or stalls. */
  chunks(): AsyncGenerator<Uint8Array, void, undefined>;
  close(): void;
}

const MOST_REDIRECTS = 5;
const userAgent = `llamaforge (node/${process.versions.node})`;

/** Sends one request, the only place that does: once, following redirects by hand so that the token goes to the endpoint's origin alone. */
export async function openAnswer(session: HubSession, request: HubRequest): Promise<HubAnswer> {
  if (session.offline === true) {
    throw new HubError(
      `${request.what} would have to come from the Hub, which --offline forbids. Fetch it once without --offline.`,
      { kind: 'offline' },
    );
  }
  let url = new URL(request.url);
  let linkedEtag: string | undefined;
  let linkedSize: string | undefined;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const { response, guard } = await send(session, request, url);
    const { headers, status } = response;
    const isFromHub = url.origin === session.origin;
    if (isFromHub) {
      linkedEtag ??= headers.get('x-linked-etag') ?? undefined;
      linkedSize ??= headers.get('x-linked-size') ?? undefined;
    }
    if (!isRedirect(status)) {
      return {
        ...{ status, headers, url: shownUrl(url), isFromHub, linkedEtag },
        linkedBytes: linkedSize === undefined ? undefined : Number(linkedSize),
        chunks: () => readBody(session, response, { guard, url }),
        close: () => {
          guard.close();
        },
      };
    }
    guard.close();
    url = redirectTarget(session, url, response);
  }
  throw foreignAnswer(session, url, `it redirects more than ${String(MOST_REDIRECTS)} times`);
}

/** An address as messages show it: a query may hold a signature. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/** An error for whoever answers as no Hub does; `problem` is what it does. */
export function foreignAnswer(session: HubSession, url: URL | string, problem: string): HubError {
  const shown = session.quote(shownUrl(new URL(url)));
  return new HubError(
    `${shown} does not answer as a Hub: ${problem}. Is ${session.endpoint} a Hub? Check --endpoint or HF_ENDPOINT.`,
    { kind: 'protocol', url: shown },
  );
}

async function send(
  session: HubSession,
  request: HubRequest,
  url: URL,
): Promise<{ readonly response: Response; readonly guard: StallGuard }> {
  const guard = new StallGuard(session.stallMs, session.signal);
  const headers = new Headers({ ...request.headers, 'user-agent': userAgent });
  if (session.token !== undefined && url.origin === session.origin) {
    headers.set('authorization', `Bearer ${session.token}`);
  }
  try {
    const sent = session.fetch(url.href, { headers, redirect: 'manual', signal: guard.signal });
    return { response: await guard.wait(sent), guard };
  } catch (error) {
    guard.close();
    throw connectionBroke(session, url, error);
  }
}

async function* readBody(
  session: HubSession,
  { body }: Response,
  { guard, url }: { readonly guard: StallGuard; readonly url: URL },
): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const piece = await guard.wait(reader.read()).catch((error: unknown) => {
        throw connectionBroke(session, url, error);
      });
      if (piece.done) return;
      yield piece.value;
    }
  } finally {
    guard.close();
  }
}

function connectionBroke(session: HubSession, url: URL, error: unknown): BrokenTry {
  // The error itself is not passed on: what an injected fetch puts into it may show the request with its token.
  return new BrokenTry(
    `${url.host} cannot be reached or broke off (${session.quote(reasonOf(error))})`,
    {
      kind: 'unreachable',
      url: session.quote(shownUrl(url)),
      advice: `Check the network and the endpoint (${session.endpoint}), then run again, which goes on where this stopped; --offline uses what is cached.`,
    },
  );
}

/** `fetch` says only that it failed; the reason is the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return cause.message;
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function redirectTarget(session: HubSession, from: URL, { headers }: Response): URL {
  const location = headers.get('location');
  if (location === null || !URL.canParse(location, from.href)) {
    throw foreignAnswer(session, from, 'it redirects to nowhere');
  }
  const to = new URL(location, from.href);
  const isHttp = to.protocol === 'https:' || to.protocol === 'http:';
  if (!isHttp || (from.protocol === 'https:' && to.protocol === 'http:')) {
    throw foreignAnswer(session, from, `it redirects to ${to.protocol}//, which is not safe`);
  }
  if (to.username !== '' || to.password !== '') {
    throw foreignAnswer(session, from, 'it redirects to an address with a password');
  }
  return to;
}
