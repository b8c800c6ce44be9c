import { describeLockChange, type LockedSource, type RemoteFile } from '@llamaforge/fetchers';
import type { Card } from '@llamaforge/profiles';
import { CorpusError } from '@llamaforge/schema';
import { cardDigest } from './card-digest.ts';
import type { FetchRoom } from './fetch-room.ts';
import { matchFiles } from './match-files.ts';

/** A source at one commit: what the lock says of it now, and what was worth a word on the way. */
export interface PinnedSource {
  readonly locked: LockedSource;
  readonly notes: readonly string[];
}

/**
 * Pins a card's source: to the lock's commit where there is one, else to the commit the card names or its branch has,
 * with `update` always to the branch's head. The lock is written before anything is downloaded, so that a run that is
 * interrupted goes on with the same files.
 */
export async function pinSource(card: Card, room: FetchRoom): Promise<PinnedSource> {
  const before = room.lock.get(card.name);
  const { update, offline } = room.plan;
  const stays = before !== undefined && !update && isAskedAlike(card, before);
  if (stays && before.card === cardDigest(card)) return { locked: before, notes: [] };
  if (offline) return { locked: pinOffline(card, stays ? before : undefined), notes: [] };

  const revision = stays ? before.commit : update ? branchOf(card) : revisionOf(card);
  const resolved = await room.hub.resolveRevision(card.repository, revision);
  const files = await room.hub.listFiles(resolved.repository, resolved.commit);
  const locked: LockedSource = {
    repository: card.repository,
    revision: revisionOf(card),
    commit: resolved.commit,
    license: resolved.license ?? null,
    files: matchFiles(card, files).map(lockedFile),
    card: cardDigest(card),
    output: null,
    preferences: null,
  };
  const notes = [
    ...(resolved.repository === card.repository
      ? []
      : [`${card.repository} is called ${resolved.repository} now`]),
    ...licenseNotes(card, resolved.license),
    ...(update ? updateNotes(before, locked) : []),
  ];
  room.notes.set(card.name, notes);
  room.lock.set(card.name, keepingOutput(before, locked));
  return { locked: keepingOutput(before, locked), notes };
}

/** Rows that were written of the same commit by the same card are still theirs. */
function keepingOutput(before: LockedSource | undefined, locked: LockedSource): LockedSource {
  if (before?.commit !== locked.commit || before.card !== locked.card) return locked;
  return { ...locked, output: before.output, preferences: before.preferences };
}

function isAskedAlike(card: Card, locked: LockedSource): boolean {
  return locked.repository === card.repository && locked.revision === revisionOf(card);
}

function branchOf(card: Card): string {
  return card.branch ?? 'main';
}

function revisionOf(card: Card): string {
  return card.revision ?? branchOf(card);
}

function lockedFile({ path, bytes, digest }: RemoteFile): LockedSource['files'][number] {
  return digest.kind === 'sha256'
    ? { path, bytes, sha256: digest.hex }
    : { path, bytes, git_oid: digest.hex };
}

/** Without the Hub, a card that has changed can only choose among the files that are locked. */
function pinOffline(card: Card, before: LockedSource | undefined): LockedSource {
  if (before === undefined) {
    throw new CorpusError(
      `${card.name} is not in corpus.lock.json as its card has it, so --offline does not know its files. Fetch it once without --offline.`,
    );
  }
  const files = before.files.map(remoteFile);
  const kept = matchFiles(card, files).map(lockedFile);
  return { ...before, files: kept, card: cardDigest(card), output: null, preferences: null };
}

/** A locked file as the Hub lists it. */
export function remoteFile(file: LockedSource['files'][number]): RemoteFile {
  const { path, bytes, sha256, git_oid: gitOid } = file;
  if (sha256 !== undefined) return { path, bytes, digest: { kind: 'sha256', hex: sha256 } };
  return { path, bytes, digest: { kind: 'git_oid', hex: gitOid ?? '' } };
}

function licenseNotes(card: Card, license: string | undefined): string[] {
  const { hub, page } = card.license;
  if ((license ?? null) === hub) return [];
  return [
    `the Hub's licence of ${card.repository} is ${license ?? 'not stated'} at this commit, where the card has ${hub ?? 'none'}: see ${page}`,
  ];
}

function updateNotes(before: LockedSource | undefined, locked: LockedSource): readonly string[] {
  if (before === undefined) return [];
  const changes = describeLockChange(before, locked);
  return changes.length === 0 ? ['nothing has changed'] : changes;
}
