import { contentOf, type HubContent } from './hub-content.ts';

/** What a request is answered with, before any fault; `body` is the part of `content` from `start` to `end` (exclusive). */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly content: Pick<HubContent, 'read' | 'bytes'>;
    readonly start: number;
    readonly end: number;
  };
}

/** The headers of a request that decide which part of a file is sent. */
export interface RangeHeaders {
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

/** An answer with a text. */
export function textAnswer(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const content = contentOf(text);
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: { content, start: 0, end: content.bytes },
  };
}

/** An answer with a value as JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const typed = { 'Content-Type': 'application/json; charset=utf-8', ...headers };
  return textAnswer(status, JSON.stringify(value), typed);
}

/** A file, or the part of it that was asked for: 200, 206, or 416 where the file has no such bytes. */
export function fileAnswer(content: HubContent, asked: RangeHeaders, etag: string): Answer {
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  };
  const whole = { status: 200, headers, body: { content, start: 0, end: content.bytes } };
  if (asked.ifRange !== undefined && asked.ifRange !== etag) return whole;
  const part = partOf(asked.range, content.bytes);
  if (part === undefined) return whole;
  if (part.start >= part.end) {
    return textAnswer(416, 'The requested range is not satisfiable', {
      'Content-Range': `bytes */${String(content.bytes)}`,
    });
  }
  return partAnswer(whole, part.start, part.end);
}

/** The part of a whole file's answer from `start` to `end` (exclusive), as a 206. */
export function partAnswer(whole: Answer, start: number, end: number): Answer {
  const total = String(whole.body.content.bytes);
  return {
    status: 206,
    headers: {
      ...whole.headers,
      'Content-Range': `bytes ${String(start)}-${String(end - 1)}/${total}`,
    },
    body: { ...whole.body, start, end },
  };
}

// A range of several parts or of another unit is ignored, as the standard allows.
function partOf(
  range: string | undefined,
  bytes: number,
): { readonly start: number; readonly end: number } | undefined {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (asked === null) return undefined;
  const [, first = '', last = ''] = asked;
  if (first === '') {
    return last === '' ? undefined : { start: Math.max(0, bytes - Number(last)), end: bytes };
  }
  return {
    start: Number(first),
    end: last === '' ? bytes : Math.min(Number(last) + 1, bytes),
  };
}
