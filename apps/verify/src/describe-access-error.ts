import { type FileAccessError } from '@llamaforge/schema';

/** A problem's sentence about a file that cannot be read, under the name that the checked list has for it. */
export function describeAccessError(name: string, { code }: FileAccessError): string {
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return `${name} ${isMissing ? 'is missing' : `cannot be read (${code})`}`;
}
