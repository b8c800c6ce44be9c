import { CorpusError } from '@llamaforge/schema';
import { HubError } from './hub-error.ts';

/** A request that is about to be sent again. */
export interface HubRetry {
  /** What was asked for, as in `train.jsonl of owner/name`. */
  readonly what: string;
  readonly reason: string;
  readonly waitMs: number;
  /** 1 for the first retry. */
  readonly attempt: number;
}

/** What a `Hub` needs from outside. */
export interface HubAccess {
  /** As in `https://huggingface.co`; a mirror may have a path. */
  readonly endpoint: string;
  /** Sent to the endpoint's origin and to no other; an empty one counts as none. */
  readonly token?: string | undefined;
  readonly fetch: typeof fetch;
  /** Has to end early, by rejecting, when `signal` is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 (inclusive) to 1 (exclusive), for the jitter of retries. */
  readonly random: () => number;
  /** For a `Retry-After` that is a date. */
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  /** How long a connection may bring nothing; 30,000 if left out. */
  readonly stallMs?: number | undefined;
  readonly onRetry?: ((retry: HubRetry) => void) | undefined;
  /** Sends nothing: what is not in the cache is an error. */
  readonly offline?: boolean | undefined;
}

/** A `HubAccess` that was checked. */
export interface HubSession extends HubAccess {
  readonly origin: string;
  readonly stallMs: number;
  /** A text of the server's, without the token should it hold it, on one line and not endless. */
  readonly quote: (text: string) => string;
}

const DEFAULT_STALL_MS = 30_000;
const QUOTED_CHARACTERS = 300;

/** Checks the endpoint and the token; throws an error that shows neither the token nor a password in the endpoint. */
export function openSession(access: HubAccess): HubSession {
  const { endpoint, origin } = parseEndpoint(access.endpoint);
  const token = access.token === '' ? undefined : access.token;
  // A blank or a line feed in a header would make `fetch` throw an error that shows the header.
  if (token !== undefined && !/^hf_[\x21-\x7e]+$/.test(token)) {
    throw new HubError(
      'The token is none of the Hub: it must begin with hf_ and have no blanks. Copy it anew from your settings at the Hub (Access Tokens) to HF_TOKEN or --token.',
      { kind: 'token_malformed' },
    );
  }
  return {
    ...access,
    endpoint,
    origin,
    token,
    stallMs: access.stallMs ?? DEFAULT_STALL_MS,
    quote: (text) => {
      const shown = token === undefined ? text : text.replaceAll(token, 'hf_…');
      // eslint-disable-next-line no-control-regex -- a server's text must not steer a terminal
      return shown.replace(/[\u0000-\u001f\u007f-\u009f]+/gu, ' ').slice(0, QUOTED_CHARACTERS);
    },
  };
}

function parseEndpoint(endpoint: string): { readonly endpoint: string; readonly origin: string } {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === undefined || !isHttp || url.username !== '' || url.password !== '') {
    throw new CorpusError(
      'The endpoint of the Hub must be an http or https address without a user or password, as in https://huggingface.co. Correct --endpoint or HF_ENDPOINT.',
    );
  }
  return { endpoint: `${url.origin}${url.pathname.replace(/\/+$/u, '')}`, origin: url.origin };
}
