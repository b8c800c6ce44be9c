import type { z } from 'zod';
import { BrokenTry } from './broken-try.ts';
import type { HubSession } from './hub-access.ts';
import { foreignAnswer, openAnswer, type HubAnswer } from './open-answer.ts';
import { persist } from './persist.ts';
import { detailsOf, refusalOf, type HubSubject } from './refusal-of.ts';

// A page of a thousand files takes half a megabyte.
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * A `fetch` for the client's calls to the API: each answer is read, parsed and checked within its try, so that one
 * that is cut is asked for again, and refusals are thrown before the client sees them without their headers.
 */
export function apiFetch(
  session: HubSession,
  subject: HubSubject,
  schema: z.ZodType,
): typeof fetch {
  const asked = new Set<string>();
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    if (new URL(url).origin !== session.origin) {
      throw foreignAnswer(
        session,
        url,
        `${subject.what} goes on at another host, which is not followed`,
      );
    }
    if (asked.has(url)) throw foreignAnswer(session, url, `${subject.what} has no end`);
    asked.add(url);
    const request = { url, headers: { accept: 'application/json' }, what: subject.what };
    return persist(session, {
      what: subject.what,
      run: async () => {
        const answer = await openAnswer(session, request);
        try {
          if (answer.status !== 200) throw refusalOf(session, answer, subject);
          const text = await readText(session, answer);
          checkAnswer(session, { answer, text, schema });
          return new Response(text, { headers: nextPage(session, answer, url) });
        } finally {
          answer.close();
        }
      },
    });
  };
}

async function readText(session: HubSession, answer: HubAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.chunks()) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER_BYTES) throw foreignAnswer(session, answer.url, 'it sends too much');
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface ReadAnswer {
  readonly answer: HubAnswer;
  readonly text: string;
  readonly schema: z.ZodType;
}

function checkAnswer(session: HubSession, { answer, text, schema }: ReadAnswer): void {
  if (answer.headers.get('content-type')?.includes('html') === true) {
    throw foreignAnswer(session, answer.url, 'it sends a web page');
  }
  const parsed = schema.safeParse(parseJson(session, answer, text));
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  const problem = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim();
  throw foreignAnswer(session, answer.url, `it sends other fields (${session.quote(problem)})`);
}

function parseJson(session: HubSession, answer: HubAnswer, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new BrokenTry('the answer is cut, or no JSON', {
      ...detailsOf(session, answer, 'protocol'),
      advice: `Is ${session.endpoint} a Hub? Check --endpoint or HF_ENDPOINT.`,
    });
  }
}

/** The link to the next page in the one form that the client reads; in another it would take the list for ended. */
function nextPage(
  session: HubSession,
  { headers }: HubAnswer,
  url: string,
): Record<string, string> {
  const next = /<([^>]+)>\s*;[^,<]*\brel="?next"?/u.exec(headers.get('link') ?? '')?.[1];
  if (next === undefined) return {};
  if (!URL.canParse(next, url)) {
    throw foreignAnswer(session, url, 'its next page is at no address');
  }
  return { link: `<${new URL(next, url).href}>; rel="next"` };
}
