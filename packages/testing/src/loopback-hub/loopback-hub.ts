import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { textAnswer, type Answer } from './answer.ts';
import { answerContent } from './answer-content.ts';
import { answerHub } from './answer-hub.ts';
import { FaultQueue, type FaultMatch, type HubFault } from './hub-fault.ts';
import { type HubRepository } from './hub-repository.ts';
import { type HubRequest } from './hub-request.ts';
import { type AskedRequest, type HubState } from './hub-state.ts';
import { sendAnswer, type SentCounts } from './send-answer.ts';

/** What the hub serves. */
export interface LoopbackHubOptions {
  readonly repositories: readonly HubRepository[];
  /** Old names and the new ones that requests are redirected to. */
  readonly renames?: Readonly<Record<string, string>>;
  /** The tokens that open gated and private repositories. */
  readonly tokens?: readonly string[];
  /** Entries on one page of a tree; 1,000 if left out, as on the Hub. */
  readonly pageEntries?: number;
  /** The port of `endpoint`; a free one if left out. */
  readonly port?: number;
}

/** A running hub: two servers on 127.0.0.1, one as the Hub's host and one as the store that it redirects to. */
export interface LoopbackHub {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly endpoint: string;
  /** The other origin, where files outside git are. */
  readonly contentEndpoint: string;
  /** All requests so far, in order of arrival. */
  readonly requests: readonly HubRequest[];
  /** Adds a repository, or puts it in the place of the one that has its name. */
  setRepository(repository: HubRepository): void;
  /** Gives each of `faults` to one of the next requests that match. */
  failNext(match: FaultMatch, ...faults: readonly HubFault[]): void;
  /** Ends both servers and breaks the connections that are open; throws what kept a content from being read, if anything did. */
  close(): Promise<void>;
}

/** Starts a Hugging Face Hub on loopback that answers as the real one does, and wrongly where it is told to. */
export async function startLoopbackHub(options: LoopbackHubOptions): Promise<LoopbackHub> {
  const repositories = new Map(options.repositories.map((one) => [one.name, one]));
  const requests: HubRequest[] = [];
  const faults = new FaultQueue();
  const failures: unknown[] = [];
  const hub = createServer();
  const store = createServer();
  const endpoint = await listen(hub, options.port ?? 0);
  const contentEndpoint = await listen(store, 0);
  const state: HubState = {
    repositories,
    renames: options.renames ?? {},
    tokens: options.tokens ?? [],
    pageEntries: options.pageEntries ?? 1000,
    endpoint,
    contentEndpoint,
  };
  serve(hub, {
    origin: 'hub',
    requests,
    faults,
    failures,
    answer: (asked) => answerHub(state, asked),
  });
  serve(store, {
    origin: 'content',
    requests,
    faults,
    failures,
    answer: (asked) => answerContent(state, asked),
  });
  return {
    endpoint,
    contentEndpoint,
    requests,
    setRepository(repository) {
      repositories.set(repository.name, repository);
    },
    failNext(match, ...given) {
      faults.add(match, given);
    },
    async close() {
      await Promise.all([stop(hub), stop(store)]);
      if (failures.length > 0) throw new AggregateError(failures, 'The hub could not read a file.');
    },
  };
}

interface Service {
  readonly origin: HubRequest['origin'];
  readonly requests: HubRequest[];
  readonly faults: FaultQueue;
  readonly failures: unknown[];
  readonly answer: (request: AskedRequest) => Answer;
}

function serve(server: Server, service: Service): void {
  server.on('request', (request, response) => {
    respond(service, request, response).catch((error: unknown) => {
      service.failures.push(error);
      response.destroy();
    });
  });
}

async function respond(
  { origin, requests, faults, answer }: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { authorization, range, accept = '' } = request.headers;
  const [ifRange] = request.headersDistinct['if-range'] ?? [];
  const path = request.url ?? '/';
  const seen: HubRequest & SentCounts = {
    origin,
    method: request.method ?? 'GET',
    path,
    authorization,
    range,
    status: 0,
    sentBytes: 0,
  };
  requests.push(seen);
  const fault = faults.take(seen);
  const obeyed = fault?.kind === 'ignore_range' ? undefined : range;
  const planned = answered(answer, { path, authorization, accept, range: obeyed, ifRange });
  await sendAnswer(response, planned, { fault, counts: seen });
}

function answered(answer: Service['answer'], request: AskedRequest): Answer {
  try {
    return answer(request);
  } catch (error) {
    // A path with a percent sign that encodes nothing.
    if (error instanceof URIError) return textAnswer(400, 'Bad Request');
    throw error;
  }
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The hub has no port.');
  return `http://127.0.0.1:${String(address.port)}`;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
