import type { RemoteFile } from '@llamaforge/fetchers';
import type { Card } from '@llamaforge/profiles';
import { CorpusError } from '@llamaforge/schema';
import picomatch from 'picomatch';

/**
 * The files of a repository that a card names, pattern by pattern, each pattern's by the bytes of their paths.
 * Throws CorpusError that says what is there instead where a pattern matches nothing.
 */
export function matchFiles(card: Card, files: readonly RemoteFile[]): readonly RemoteFile[] {
  const matched = card.files.flatMap((pattern) => {
    const matches = picomatch(pattern, { dot: true });
    const found = files.filter(({ path }) => matches(path)).sort(byPath);
    if (found.length === 0) throw nothingMatches(card, pattern, files);
    return found;
  });
  const cut = matched.find(({ path }) => /(?:^|\/)partial-/u.test(path));
  if (cut !== undefined) {
    throw new CorpusError(
      `${card.repository} has only a part of its rows in ${cut.path}: the Hub cut its conversion. Name the repository's own files in the card of ${card.name}.`,
    );
  }
  return [...new Set(matched)];
}

function byPath(a: RemoteFile, b: RemoteFile): number {
  return Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
}

/** What a card says that nobody has seen yet, as a sentence for a message; empty where all is confirmed. */
export function unconfirmedOf({ unconfirmed }: Card): string {
  return unconfirmed === undefined
    ? ''
    : `Its card says of itself, not confirmed: ${unconfirmed}. `;
}

const SHOWN_FILES = 10;

function nothingMatches(card: Card, pattern: string, files: readonly RemoteFile[]): CorpusError {
  const { name, repository } = card;
  const data = files.filter(({ path }) => !/\.(?:py|md)$|(?:^|\/)\.git/u.test(path));
  const script = files.find(({ path }) => path.endsWith('.py'));
  if (data.length === 0 && script !== undefined) {
    return new CorpusError(
      `${repository} has no data files, only a loading script (${script.path}), which is not run. Its rows may stand in the branch the Hub converts to: set "branch": "refs/convert/parquet" and "files": ["*/train/*.parquet"] in the card of ${name}.`,
    );
  }
  const shown = data.slice(0, SHOWN_FILES).map(({ path }) => JSON.stringify(path).slice(1, -1));
  const more = data.length - shown.length;
  const list = `${shown.join(', ')}${more > 0 ? ` … and ${String(more)} more` : ''}`;
  return new CorpusError(
    `${repository} has no file like ${pattern}. ${unconfirmedOf(card)}${data.length === 0 ? 'It has none at all' : `It has ${list}`}. Correct \`files\` in the card of ${name}.`,
  );
}
