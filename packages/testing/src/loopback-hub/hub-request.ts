/** A request that reached the hub; `status` and `sentBytes` change while it is answered. */
export interface HubRequest {
  readonly origin: 'hub' | 'content';
  readonly method: string;
  /** As it came: still percent-encoded, with its query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
  /** 0 as long as no header was sent. */
  readonly status: number;
  /** Bytes of the body that were written. */
  readonly sentBytes: number;
}
