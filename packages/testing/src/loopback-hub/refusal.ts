import { jsonAnswer, textAnswer, type Answer } from './answer.ts';

/** A refusal with the code that the Hub gives in `X-Error-Code`. */
export interface Refusal {
  readonly status: number;
  readonly code: 'RepoNotFound' | 'RevisionNotFound' | 'EntryNotFound' | 'GatedRepo';
  readonly message: string;
}

/** For a repository that is unknown, or private to whoever asks: without a token the Hub does not say which. */
export function repositoryRefusal(authorization: string | undefined): Refusal {
  const code = 'RepoNotFound';
  return authorization === undefined
    ? { status: 401, code, message: 'Invalid username or password.' }
    : { status: 404, code, message: 'Repository not found' };
}

/** For a revision that the repository does not have. */
export function revisionRefusal(revision: string): Refusal {
  return { status: 404, code: 'RevisionNotFound', message: `Invalid rev id: ${revision}` };
}

/** For a gated repository: 401 to whoever has no token, 403 to one that is not on the list. */
export function gatedRefusal(name: string, authorization: string | undefined): Refusal {
  const restricted = `Access to dataset ${name} is restricted`;
  const code = 'GatedRepo';
  return authorization === undefined
    ? {
        status: 401,
        code,
        message: `${restricted}. You must have access to it and be authenticated to access it. Please log in.`,
      }
    : {
        status: 403,
        code,
        message: `${restricted} and you are not in the authorized list. Visit https://huggingface.co/datasets/${name} to ask for access.`,
      };
}

/** A refusal as the API writes it. */
export function apiRefusal({ status, code, message }: Refusal): Answer {
  const headers = { 'X-Error-Code': code, 'X-Error-Message': message };
  return jsonAnswer(status, { error: message }, headers);
}

/** A refusal as it is written where a file was asked for. */
export function fileRefusal({ status, code, message }: Refusal): Answer {
  return textAnswer(status, message, { 'X-Error-Code': code, 'X-Error-Message': message });
}
