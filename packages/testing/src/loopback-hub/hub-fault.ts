import { type HubRequest } from './hub-request.ts';

/** What goes wrong with one answer; a byte number counts in this answer's body. */
export type HubFault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection breaks after so many bytes of a body that was announced whole. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The body ends cleanly after so many bytes, and that is the length that was announced. */
  | { readonly kind: 'half'; readonly bytes: number }
  /** So many bytes are sent, then nothing until the client goes. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** One byte is another. */
  | { readonly kind: 'flip'; readonly atByte: number }
  /** The whole file is sent as a 200 though a part was asked for. */
  | { readonly kind: 'ignore_range' }
  /** The connection breaks before any header. */
  | { readonly kind: 'reset' }
  /** A 206 whose `Content-Range` and bytes start at 0, or at 1 where 0 was asked for. */
  | { readonly kind: 'wrong_range' }
  /** So many bytes follow that the file does not have, announced with the rest. */
  | { readonly kind: 'extra'; readonly bytes: number };

/** Says whether a fault is meant for a request. */
export type FaultMatch = (request: Pick<HubRequest, 'origin' | 'path'>) => boolean;

/** Faults that wait for their request; each is used once, in the order they were given. */
export class FaultQueue {
  readonly #waiting: { readonly match: FaultMatch; readonly fault: HubFault }[] = [];

  /** Keeps `faults` for the next requests that match, one each. */
  add(match: FaultMatch, faults: readonly HubFault[]): void {
    this.#waiting.push(...faults.map((fault) => ({ match, fault })));
  }

  /** Takes out the first fault that is meant for `request`. */
  take(request: HubRequest): HubFault | undefined {
    const index = this.#waiting.findIndex(({ match }) => match(request));
    return index === -1 ? undefined : this.#waiting.splice(index, 1)[0]?.fault;
  }
}
