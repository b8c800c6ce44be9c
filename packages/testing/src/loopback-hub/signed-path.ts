import { createHash } from 'node:crypto';

/** Where the content origin has a file, signed as S3 does: the path without its query opens nothing. */
export function signedPath(repository: string, sha256: string): string {
  const signature = createHash('sha256').update(`${repository} ${sha256}`).digest('hex');
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Expires': '3600',
    'X-Amz-Signature': signature,
    'x-id': 'GetObject',
  });
  return `/${repository}/${sha256}?${query.toString()}`;
}
