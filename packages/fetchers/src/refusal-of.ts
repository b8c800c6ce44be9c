import { askedWaitMs } from './asked-wait-ms.ts';
import { BrokenTry } from './broken-try.ts';
import type { HubSession } from './hub-access.ts';
import { HubError, type HubErrorDetails, type HubErrorKind } from './hub-error.ts';
import type { HubAnswer } from './open-answer.ts';

/** What a request was about. */
export interface HubSubject {
  readonly what: string;
  readonly repository: string;
  readonly revision: string;
}

/** What to throw for an answer that is not what was asked for: a `BrokenTry` where another try may help. */
export function refusalOf(
  session: HubSession,
  answer: HubAnswer,
  subject: HubSubject,
): HubError | BrokenTry {
  const { status } = answer;
  if (mayPass(status)) return passing(session, answer);
  // A store's refusal concerns the signed address, which the Hub gives anew with every try.
  if (!answer.isFromHub) return storeRefused(session, answer);
  const kind = kindOf(session, answer);
  const details = detailsOf(session, answer, kind);
  if (kind !== 'protocol') return new HubError(messages[kind](session, subject), details);
  const said = saidBy(session, answer);
  return new HubError(
    `Cannot fetch ${subject.what}: ${session.endpoint} answers ${String(status)}${said}. Is it a Hub? Check --endpoint or HF_ENDPOINT, and ${pageOf(session, subject)}.`,
    details,
  );
}

type RefusalKind =
  'gated' | 'repository_missing' | 'revision_missing' | 'file_missing' | 'token_refused';

const kindsByCode: Readonly<Record<string, RefusalKind>> = {
  GatedRepo: 'gated',
  RepoNotFound: 'repository_missing',
  RevisionNotFound: 'revision_missing',
  EntryNotFound: 'file_missing',
};

const messages: Record<RefusalKind, (session: HubSession, subject: HubSubject) => string> = {
  gated: (session, subject) =>
    session.token === undefined
      ? `${subject.repository} is gated. Accept its terms at ${pageOf(session, subject)}, then give a token of that account: set HF_TOKEN or --token.`
      : `${subject.repository} is gated, and the token has no access to it. Accept its terms at ${pageOf(session, subject)} as the token's owner, wait until that is granted, and let the token read gated repositories.`,
  repository_missing: (session, { repository }) =>
    session.token === undefined
      ? `${session.endpoint} shows no data set ${repository}: it is misspelt, removed, or private. Check the name; for a private one set HF_TOKEN or --token.`
      : `${session.endpoint} shows no data set ${repository} to this token: it is misspelt, removed, or private to others. Check the name, and the token's rights.`,
  revision_missing: (session, subject) =>
    `${subject.repository} has no revision ${subject.revision}. Correct it in the card (see ${pageOf(session, subject)}/commits/main), or move to the present one with --update.`,
  file_missing: (session, subject) =>
    `There is no ${subject.what} at ${subject.revision}. Correct the card's files (see ${pageOf(session, subject)}/tree/${subject.revision}), or move to the present ones with --update.`,
  token_refused: (session, { what }) =>
    session.token === undefined
      ? `${session.endpoint} gives ${what} to no one without a token. Set HF_TOKEN or --token.`
      : `${session.endpoint} refuses the token for ${what}: it is expired, revoked, or has not the right to read. Make a new one, or run without it if the data set is public.`,
};

function kindOf(session: HubSession, { headers, status }: HubAnswer): RefusalKind | 'protocol' {
  const code = headers.get('x-error-code') ?? '';
  const known = Object.hasOwn(kindsByCode, code) ? kindsByCode[code] : undefined;
  if (known !== undefined) return known;
  if (status === 401) {
    // The Hub answers 401 to whoever is unknown and asks for what does not exist.
    return session.token === undefined ? 'repository_missing' : 'token_refused';
  }
  return status === 403 ? 'token_refused' : 'protocol';
}

function mayPass(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status !== 501);
}

function passing(session: HubSession, answer: HubAnswer): BrokenTry {
  const isLimit = answer.status === 429;
  const askedMs = askedWaitMs(answer.headers, session.now());
  return new BrokenTry(
    isLimit
      ? `${hostOf(answer)} limits how often it is asked (429)`
      : `${hostOf(answer)} answers ${String(answer.status)}`,
    {
      ...detailsOf(session, answer, isLimit ? 'rate_limited' : 'unreachable'),
      advice: isLimit
        ? 'Run again in some minutes, which goes on where this stopped; a token (HF_TOKEN or --token) has a higher limit.'
        : `Check that ${session.endpoint} is up, then run again, which goes on where this stopped; --offline uses what is cached.`,
      askedMs,
    },
  );
}

function storeRefused(session: HubSession, answer: HubAnswer): BrokenTry {
  return new BrokenTry(`${hostOf(answer)} answers ${String(answer.status)}`, {
    ...detailsOf(session, answer, 'protocol'),
    advice: `It is where ${session.endpoint} keeps the file. Check the clock of this machine and any proxy, then run again.`,
  });
}

/** The fields of an error about `answer`. */
export function detailsOf(
  session: HubSession,
  { headers, status, url }: HubAnswer,
  kind: HubErrorKind,
): HubErrorDetails {
  const requestId = headers.get('x-request-id') ?? headers.get('x-amz-request-id');
  return {
    kind,
    status,
    url: session.quote(url),
    requestId: requestId === null ? undefined : session.quote(requestId),
  };
}

function saidBy(session: HubSession, { headers }: HubAnswer): string {
  const said = headers.get('x-error-message');
  return said === null ? '' : ` (${session.quote(said)})`;
}

function pageOf({ endpoint }: HubSession, { repository }: HubSubject): string {
  return `${endpoint}/datasets/${repository}`;
}

function hostOf({ url }: HubAnswer): string {
  return new URL(url).host;
}
