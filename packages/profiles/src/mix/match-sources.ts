/** Which of a profile's sources a row's `_source`, or a file that held the row, belongs to: its place in the list, or -1. */
export type SourceMatcher = (nameOrPath: string) => number;

const extensions = /\.(?:jsonl|ndjson|json|csv|tsv|parquet|ya?ml)(?:\.(?:gz|zst))?$/iu;

/**
 * Prepares to tell sources by name. A name matches a `_source`, or a file's path without its extensions, that equals it
 * or ends in `/` and it, and what lies in a folder of that name; `*` stands for any characters, `/` too. The first
 * listed that matches counts.
 */
export function matchSources(sources: readonly { readonly name: string }[]): SourceMatcher {
  const patterns = sources.map(({ name }) => [name.split('*'), `${name}/*`.split('*')] as const);
  return (nameOrPath) => {
    const ends = endsOf(nameOrPath.replace(extensions, ''));
    return patterns.findIndex(([itself, within]) =>
      ends.some((end) => fits(end, itself) || fits(end, within)),
    );
  };
}

/** A path, and what follows each `/` in it. */
function endsOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.map((_, index) => segments.slice(index).join('/'));
}

/** Whether the parts stand in the text in this order, the first at its start and the last at its end; no regular expression, as many `*` would make one slow. */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
