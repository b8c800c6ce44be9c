import { jsonAnswer, type Answer } from './answer.ts';
import { commitOf, treeEntries, type HubRepository } from './hub-repository.ts';
import { type HubState } from './hub-state.ts';
import { apiRefusal, revisionRefusal } from './refusal.ts';

/** What of a tree is asked for; `folder` is empty for all of it. */
export interface TreeQuestion {
  readonly revision: string;
  readonly folder: string;
  readonly pathname: string;
  readonly query: URLSearchParams;
}

/** Answers with one page of a tree, and by `Link` where the next one is. */
export function answerTree(
  state: HubState,
  repository: HubRepository,
  { revision, folder, pathname, query }: TreeQuestion,
): Answer {
  const commit = commitOf(repository, revision);
  if (commit === undefined) return apiRefusal(revisionRefusal(revision));
  const prefix = folder === '' ? '' : `${folder}/`;
  const inside = treeEntries(repository.commits[commit] ?? {}).filter(({ path }) =>
    path.startsWith(prefix),
  );
  if (folder !== '' && inside.length === 0) {
    const message = `${folder} does not exist on "${revision}"`;
    return apiRefusal({ status: 404, code: 'EntryNotFound', message });
  }
  const listed = inside.filter(
    ({ path }) => query.get('recursive') === 'true' || !path.slice(prefix.length).includes('/'),
  );
  const from = Number(Buffer.from(query.get('cursor') ?? '', 'base64url').toString());
  const until = from + state.pageEntries;
  const next = new URLSearchParams(query);
  next.set('cursor', Buffer.from(String(until)).toString('base64url'));
  const link = `<${state.endpoint}${pathname}?${next.toString()}>; rel="next"`;
  return jsonAnswer(200, listed.slice(from, until), until < listed.length ? { Link: link } : {});
}
