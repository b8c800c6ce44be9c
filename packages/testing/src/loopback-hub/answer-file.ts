import { fileAnswer, jsonAnswer, textAnswer, type Answer } from './answer.ts';
import { commitOf, xetHashOf, type HubRepository } from './hub-repository.ts';
import { hasAccess, type AskedRequest, type HubState } from './hub-state.ts';
import { fileRefusal, gatedRefusal, revisionRefusal } from './refusal.ts';
import { signedPath } from './signed-path.ts';

const XET_FILE_INFO = 'application/vnd.xet-fileinfo+json';

/** Answers with a file that is stored in git, and with the way to one that is not. */
export function answerFile(
  state: HubState,
  request: AskedRequest,
  asked: { readonly repository: HubRepository; readonly revision: string; readonly path: string },
): Answer {
  const { repository, revision, path } = asked;
  if (repository.gated !== undefined && !hasAccess(state, request)) {
    return fileRefusal(gatedRefusal(repository.name, request.authorization));
  }
  const commit = commitOf(repository, revision);
  if (commit === undefined) return fileRefusal(revisionRefusal(revision));
  const files = repository.commits[commit] ?? {};
  const file = Object.hasOwn(files, path) ? files[path] : undefined;
  if (file === undefined) {
    return fileRefusal({ status: 404, code: 'EntryNotFound', message: 'Entry not found' });
  }
  const { content, stored = 'git' } = file;
  if (stored === 'git') {
    const answer = fileAnswer(content, request, `"${content.gitOid}"`);
    return { ...answer, headers: { ...answer.headers, 'X-Repo-Commit': commit } };
  }
  const linked = {
    'X-Repo-Commit': commit,
    'X-Linked-Size': String(content.bytes),
    'X-Linked-ETag': `"${content.sha256}"`,
  };
  if (stored === 'xet' && request.accept.includes(XET_FILE_INFO)) {
    const hash = xetHashOf(content);
    const auth = `${state.endpoint}/api/datasets/${repository.name}/xet-read-token/${commit}`;
    const parts = `${state.contentEndpoint}/v1/reconstructions/${hash}`;
    const links = `<${auth}>; rel="xet-auth", <${parts}>; rel="xet-reconstruction-info"`;
    const headers = { 'Content-Type': XET_FILE_INFO, 'X-Xet-Hash': hash, Link: links };
    return jsonAnswer(200, { hash }, { ...linked, ...headers });
  }
  const location = `${state.contentEndpoint}${signedPath(repository.name, content.sha256)}`;
  return textAnswer(302, `Found. Redirecting to ${location}`, { ...linked, Location: location });
}
