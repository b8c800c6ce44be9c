import { fileDownloadInfo } from '@huggingface/hub';
import type { HubSession } from './hub-access.ts';
import { HubError } from './hub-error.ts';
import { checkEtag, parseContentRange, wrongBytes } from './listed-answer.ts';
import { openAnswer, type HubAnswer } from './open-answer.ts';
import { persist } from './persist.ts';
import { refusalOf, type HubSubject } from './refusal-of.ts';
import { describeFile, type HubFile } from './remote-file.ts';

/** What messages say of a file's request. */
export function subjectOf(file: HubFile): HubSubject {
  return { what: describeFile(file), repository: file.repository, revision: file.commit };
}

/** Asks the Hub where a file is; throws `altered` where it is not the file that was listed. */
export async function locateFile(session: HubSession, file: HubFile): Promise<string> {
  const info = await fileDownloadInfo({
    repo: { type: 'dataset', name: file.repository },
    path: file.path.split('/').map(encodeURIComponent).join('/'),
    revision: file.commit,
    hubUrl: session.endpoint,
    fetch: (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const headers = Object.fromEntries(new Headers(init?.headers));
      return persist(session, {
        what: describeFile(file),
        run: () => fetchFacts(session, file, { url, headers, what: describeFile(file) }),
      });
    },
  });
  if (info === null) {
    throw new HubError(`${describeFile(file)} is missing. Run with --update.`, {
      kind: 'file_missing',
    });
  }
  return info.url;
}

/** The answer's headers alone, as the client wants them: where a server ignores the range, the body would be the file. */
async function fetchFacts(
  session: HubSession,
  file: HubFile,
  request: Parameters<typeof openAnswer>[1],
): Promise<Response> {
  const answer = await openAnswer(session, request);
  try {
    if (![200, 206, 416].includes(answer.status)) {
      throw refusalOf(session, answer, subjectOf(file));
    }
    checkEtag(session, answer, file);
    const bytes = sizeOf(answer) ?? file.bytes;
    if (bytes !== file.bytes) {
      const reason = `the server has ${String(bytes)} bytes of it where ${String(file.bytes)} are listed`;
      throw wrongBytes(session, answer, reason);
    }
    return new Response(null, {
      status: 206,
      // Without an address of its own, the client gives the plain one, which redirects anew at every request.
      headers: { etag: `"${file.digest.hex}"`, 'content-range': `bytes 0-0/${String(bytes)}` },
    });
  } finally {
    answer.close();
  }
}

function sizeOf({ headers, linkedBytes, status }: HubAnswer): number | undefined {
  if (linkedBytes !== undefined) return linkedBytes;
  if (status === 206) return parseContentRange(headers.get('content-range'))?.total;
  const size =
    status === 200
      ? headers.get('content-length')
      : /^bytes \*\/(\d+)$/u.exec(headers.get('content-range') ?? '')?.[1];
  return size === null || size === undefined ? undefined : Number(size);
}
