import { createHash } from 'node:crypto';
import { jsonAnswer, type Answer } from './answer.ts';
import { commitOf, type HubRepository } from './hub-repository.ts';
import { apiRefusal, revisionRefusal } from './refusal.ts';

/** Answers with a data set's facts; of those that can be asked for by `expand`, only the ones that are. */
export function answerInfo(
  repository: HubRepository,
  { revision, query }: { readonly revision: string; readonly query: URLSearchParams },
): Answer {
  const commit = commitOf(repository, revision);
  if (commit === undefined) return apiRefusal(revisionRefusal(revision));
  const { name, license } = repository;
  const facts = {
    sha: commit,
    private: repository.private ?? false,
    gated: repository.gated ?? false,
    likes: 0,
    downloads: 0,
    lastModified: '2024-01-01T00:00:00.000Z',
    cardData: license === undefined ? {} : { license },
    tags: license === undefined ? [] : [`license:${license}`],
  };
  const expanded = query.getAll('expand');
  const told = Object.entries(facts).filter(
    ([fact]) => expanded.length === 0 || expanded.includes(fact),
  );
  const _id = createHash('sha256').update(name).digest('hex').slice(0, 24);
  return jsonAnswer(200, { _id, id: name, ...Object.fromEntries(told) });
}
