import { fileAnswer, textAnswer, type Answer } from './answer.ts';
import { type HubContent } from './hub-content.ts';
import { type HubRepository } from './hub-repository.ts';
import { type AskedRequest, type HubState } from './hub-state.ts';
import { signedPath } from './signed-path.ts';

/** Answers as the store behind the Hub does: to whoever has the signed address, and to nobody who sends a token along. */
export function answerContent(state: HubState, request: AskedRequest): Answer {
  if (request.authorization !== undefined) {
    return s3Error(400, 'InvalidArgument', 'Only one auth mechanism allowed');
  }
  const [, name = '', sha256 = ''] = /^\/(.+)\/([0-9a-f]{64})\?/.exec(request.path) ?? [];
  if (request.path !== signedPath(name, sha256))
    return s3Error(403, 'AccessDenied', 'Access Denied');
  const content = findContent(state.repositories.get(name), sha256);
  if (content === undefined) return s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  // As after an upload in parts: this tag is no hash of the file.
  return fileAnswer(content, request, `"${sha256.slice(0, 32)}-1"`);
}

function findContent(
  repository: HubRepository | undefined,
  sha256: string,
): HubContent | undefined {
  return Object.values(repository?.commits ?? {})
    .flatMap((files) => Object.values(files))
    .find((file) => file.content.sha256 === sha256)?.content;
}

function s3Error(status: number, code: string, message: string): Answer {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return textAnswer(status, text, { 'Content-Type': 'application/xml' });
}
