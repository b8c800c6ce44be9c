export { describeLockChange } from './describe-lock-change.ts';
export { type DownloadOptions } from './download-file.ts';
export { cachedFilePath, isCached } from './file-cache.ts';
export { Hub, type ResolvedRevision } from './hub.ts';
export { type HubAccess, type HubRetry } from './hub-access.ts';
export { HubError, type HubErrorDetails, type HubErrorKind } from './hub-error.ts';
export {
  lockSchema,
  readLock,
  writeLock,
  type Lock,
  type LockedFile,
  type LockedOutput,
  type LockedPreferences,
  type LockedSource,
} from './lock.ts';
export { type PartialFile } from './partial-file.ts';
export { type FileDigest, type HubFile, type RemoteFile } from './remote-file.ts';
