import { CorpusError } from '@llamaforge/schema';

/** What went wrong between us and the Hub; each kind has its own advice in the message. */
export type HubErrorKind =
  /** The terms of the repository are not accepted, or not by this token. */
  | 'gated'
  | 'repository_missing'
  | 'revision_missing'
  | 'file_missing'
  /** The Hub does not take the token. */
  | 'token_refused'
  /** The token cannot be one. */
  | 'token_malformed'
  | 'rate_limited'
  | 'unreachable'
  /** Bytes are not those that the Hub lists. */
  | 'altered'
  /** The answer is not a Hub's. */
  | 'protocol'
  | 'unsafe_path'
  /** Something is not in the cache, and the network is not to be asked. */
  | 'offline';

/** Where it went wrong: never with a token, `url` without its query, which may hold a signature. */
export interface HubErrorDetails {
  readonly kind: HubErrorKind;
  readonly status?: number | undefined;
  readonly url?: string | undefined;
  readonly requestId?: string | undefined;
}

/** A failure of the Hub, of the way to it, or of what it serves; `requestId` is what its support asks for. */
export class HubError extends CorpusError {
  override readonly name = 'HubError';
  readonly kind: HubErrorKind;
  readonly status: number | undefined;
  readonly url: string | undefined;
  readonly requestId: string | undefined;

  constructor(message: string, details: HubErrorDetails) {
    super(message);
    this.kind = details.kind;
    this.status = details.status;
    this.url = details.url;
    this.requestId = details.requestId;
  }
}
