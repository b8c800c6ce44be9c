import { textAnswer, type Answer } from './answer.ts';
import { answerFile } from './answer-file.ts';
import { answerInfo } from './answer-info.ts';
import { answerTree } from './answer-tree.ts';
import { type HubRepository } from './hub-repository.ts';
import { hasAccess, type AskedRequest, type HubState } from './hub-state.ts';
import { apiRefusal, fileRefusal, repositoryRefusal, type Refusal } from './refusal.ts';

const api = /^\/api\/datasets\/([^/]+(?:\/[^/]+)?)(?:\/(revision|tree)\/([^/]+)(?:\/(.*))?)?$/;
const file = /^\/datasets\/([^/]+(?:\/[^/]+)?)\/resolve\/([^/]+)\/(.+)$/;

/** Answers as the Hub's own host does: a data set's facts, its tree, and its files or where they are. */
export function answerHub(state: HubState, request: AskedRequest): Answer {
  const mark = request.path.indexOf('?');
  const pathname = mark === -1 ? request.path : request.path.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? '' : request.path.slice(mark));
  return (
    answerApi(state, request, { pathname, query }) ??
    answerResolve(state, request, pathname) ??
    textAnswer(404, 'Not Found')
  );
}

function answerApi(
  state: HubState,
  request: AskedRequest,
  { pathname, query }: { readonly pathname: string; readonly query: URLSearchParams },
): Answer | undefined {
  const [, name, kind, encoded = 'main', folder = ''] = api.exec(pathname) ?? [];
  if (name === undefined) return undefined;
  const found = findRepository(state, request, name);
  if ('location' in found) return redirect(found.location);
  if ('code' in found) return apiRefusal(found);
  const asked = { query, revision: decodeURIComponent(encoded) };
  if (kind !== 'tree') return answerInfo(found, asked);
  return answerTree(state, found, { ...asked, pathname, folder: decodeURIComponent(folder) });
}

function answerResolve(
  state: HubState,
  request: AskedRequest,
  pathname: string,
): Answer | undefined {
  const [, name, revision, path] = file.exec(pathname) ?? [];
  if (name === undefined || revision === undefined || path === undefined) return undefined;
  const repository = findRepository(state, request, name);
  if ('location' in repository) return redirect(repository.location);
  if ('code' in repository) return fileRefusal(repository);
  return answerFile(state, request, {
    repository,
    revision: decodeURIComponent(revision),
    path: decodeURIComponent(path),
  });
}

function findRepository(
  state: HubState,
  request: AskedRequest,
  name: string,
): HubRepository | Refusal | { readonly location: string } {
  const renamed = state.renames[name];
  if (renamed !== undefined) {
    return { location: request.path.replace(`/datasets/${name}`, `/datasets/${renamed}`) };
  }
  const repository = state.repositories.get(name);
  if (repository === undefined || (repository.private === true && !hasAccess(state, request))) {
    return repositoryRefusal(request.authorization);
  }
  return repository;
}

function redirect(location: string): Answer {
  const text = `Temporary Redirect. Redirecting to ${location}`;
  return textAnswer(307, text, { Location: location });
}
