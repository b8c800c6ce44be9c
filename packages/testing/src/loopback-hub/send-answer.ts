import { once } from 'node:events';
import { type ServerResponse } from 'node:http';
import { partAnswer, textAnswer, type Answer } from './answer.ts';
import { type HubFault } from './hub-fault.ts';

/** The counts of a request that change while it is answered. */
export interface SentCounts {
  status: number;
  sentBytes: number;
}

/** Sends an answer, with its fault if it has one, no faster than it is read; ends early where the client goes. */
export async function sendAnswer(
  response: ServerResponse,
  planned: Answer,
  { fault, counts }: { readonly fault: HubFault | undefined; readonly counts: SentCounts },
): Promise<void> {
  if (fault?.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const answer = faultyAnswer(planned, fault);
  const plannedBytes = answer.body.end - answer.body.start;
  const announcedBytes = announced(plannedBytes, fault);
  counts.status = answer.status;
  response.writeHead(answer.status, {
    ...answer.headers,
    'Content-Length': String(announcedBytes),
  });
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  response.flushHeaders();
  const stopAfter =
    fault?.kind === 'cut' || fault?.kind === 'stall' ? fault.afterBytes : announcedBytes;
  for await (const piece of firstBytes(faultyBytes(answer, fault), stopAfter)) {
    if (response.destroyed) return;
    counts.sentBytes += piece.length;
    if (!response.write(piece)) await drained(response);
  }
  await endAnswer(response, fault);
}

/** The answer whose status, headers or part the fault changes. */
function faultyAnswer(answer: Answer, fault: HubFault | undefined): Answer {
  if (fault?.kind === 'status') {
    return textAnswer(fault.status, fault.body ?? '', fault.headers);
  }
  if (fault?.kind === 'wrong_range') {
    const { start, content } = answer.body;
    return partAnswer(answer, start === 0 ? 1 : 0, content.bytes);
  }
  return answer;
}

function announced(bytes: number, fault: HubFault | undefined): number {
  if (fault?.kind === 'half') return Math.min(fault.bytes, bytes);
  return fault?.kind === 'extra' ? bytes + fault.bytes : bytes;
}

async function* faultyBytes(
  { body }: Answer,
  fault: HubFault | undefined,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const piece of body.content.read(body.start, body.end)) {
    const flipped = fault?.kind === 'flip' ? fault.atByte - at : -1;
    at += piece.length;
    yield flipped >= 0 && flipped < piece.length
      ? piece.map((byte, i) => (i === flipped ? byte ^ 0xff : byte))
      : piece;
  }
  if (fault?.kind === 'extra') yield Buffer.alloc(fault.bytes, 'x');
}

async function* firstBytes(
  pieces: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let left = bytes;
  if (left === 0) return;
  for await (const piece of pieces) {
    yield piece.subarray(0, left);
    left -= piece.length;
    if (left <= 0) return;
  }
}

async function drained(response: ServerResponse): Promise<void> {
  const settled = new AbortController();
  await Promise.race([
    once(response, 'drain', { signal: settled.signal }),
    once(response, 'close', { signal: settled.signal }),
  ]).finally(() => {
    settled.abort();
  });
}

async function endAnswer(response: ServerResponse, fault: HubFault | undefined): Promise<void> {
  if (response.destroyed) return;
  if (fault?.kind === 'stall') {
    await once(response, 'close');
    return;
  }
  if (fault?.kind === 'cut') {
    // What was written must leave before the connection breaks.
    await new Promise((resolve) => {
      response.write('', resolve);
    });
    response.destroy();
    return;
  }
  response.end();
}
