import { BrokenTry } from './broken-try.ts';
import type { HubSession } from './hub-access.ts';
import { HubError } from './hub-error.ts';
import type { HubAnswer } from './open-answer.ts';
import { detailsOf } from './refusal-of.ts';
import { describeFile, type HubFile } from './remote-file.ts';

/** The part of a file that a 206 says it has; `end` exclusive, `total` undefined where the server does not know it. */
export interface ContentRange {
  readonly start: number;
  readonly end: number;
  readonly total: number | undefined;
}

/** Parses `Content-Range: bytes 0-9/100`; undefined where there is none such. */
export function parseContentRange(header: string | null): ContentRange | undefined {
  const parts = /^bytes (\d+)-(\d+)\/(?:(\d+)|\*)$/u.exec(header?.trim() ?? '');
  if (parts === null) return undefined;
  const [, first, last, total] = parts;
  return {
    start: Number(first),
    end: Number(last) + 1,
    total: total === undefined ? undefined : Number(total),
  };
}

/** Throws `altered` where the Hub's own word on a file, its ETag, is not the digest that it listed. */
export function checkEtag(session: HubSession, answer: HubAnswer, file: HubFile): void {
  // A store's own tag is no hash of the file; nor is a mirror's, if it has another form.
  const etag = answer.linkedEtag ?? (answer.isFromHub ? answer.headers.get('etag') : undefined);
  const hex = /^(?:W\/)?"?([0-9a-f]{40}|[0-9a-f]{64})"?$/u.exec(etag ?? '')?.[1];
  if (hex === undefined || hex === file.digest.hex) return;
  throw new HubError(
    `${describeFile(file)} is not what the Hub listed at ${file.commit}: its digest is ${hex} in place of ${file.digest.hex}. The repository was rewritten, or ${session.endpoint} serves what it does not list: move on with --update, or check the endpoint.`,
    detailsOf(session, answer, 'altered'),
  );
}

/** Throws a `BrokenTry` where a 206 does not begin at `start` or is a part of something of another size. */
export function checkRange(
  session: HubSession,
  answer: HubAnswer,
  { file, start }: { readonly file: HubFile; readonly start: number },
): void {
  const range = parseContentRange(answer.headers.get('content-range'));
  const total = range?.total ?? file.bytes;
  if (range?.start === start && total === file.bytes) return;
  const got = session.quote(answer.headers.get('content-range') ?? 'none');
  throw wrongBytes(
    session,
    answer,
    `the server sends another part of the file (Content-Range: ${got}) than the bytes from ${String(start)} of ${String(file.bytes)}`,
  );
}

/** A try that brought other bytes than were asked for; `altered` when it stays so. */
export function wrongBytes(session: HubSession, answer: HubAnswer, reason: string): BrokenTry {
  return new BrokenTry(reason, {
    ...detailsOf(session, answer, 'altered'),
    advice: `Check ${session.endpoint} and any proxy on the way, then run again.`,
  });
}
