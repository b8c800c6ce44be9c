/** A profile's source as far as it tells which rows are its own. */
export interface NamedSource {
  readonly name: string;
  readonly also?: readonly string[] | undefined;
}

/** Which of a profile's sources a row's `_source`, or a file that held the row, belongs to: its place in the list, or -1. */
export type SourceMatcher = (nameOrPath: string) => number;

const extensions = /\.(?:jsonl|ndjson|json|csv|tsv|parquet|ya?ml)(?:\.(?:gz|zst))?$/iu;

/**
 * Prepares to tell sources by their names. A name matches a `_source` or a file's path that equals it or ends in `/` and
 * it, with its extensions or without them, and what lies in a folder of that name; `*` stands for any characters, `/`
 * too. The first listed that matches counts.
 */
export function matchSources(sources: readonly NamedSource[]): SourceMatcher {
  const patterns = sources.map(patternsOf);
  return (nameOrPath) => {
    const ends = endsOf(nameOrPath);
    return patterns.findIndex((ofSource) => fitsAny(ends, ofSource));
  };
}

/** For each of a profile's sources whether any of these names or paths matches it, also where one listed before it matches too. */
export function findSources(
  sources: readonly NamedSource[],
  namesOrPaths: Iterable<string>,
): boolean[] {
  const patterns = sources.map(patternsOf);
  const found = sources.map(() => false);
  for (const nameOrPath of namesOrPaths) {
    const ends = endsOf(nameOrPath);
    for (const [place, ofSource] of patterns.entries()) {
      found[place] ||= fitsAny(ends, ofSource);
    }
  }
  return found;
}

/** A text cut at its stars. */
type Pattern = readonly string[];

function patternsOf({ name, also = [] }: NamedSource): Pattern[] {
  return [name, ...also].flatMap((one) => [one.split('*'), `${one}/*`.split('*')]);
}

/** A name or path with and without its extensions, and what follows each `/` in it. */
function endsOf(nameOrPath: string): readonly string[] {
  const forms = new Set([nameOrPath, nameOrPath.replace(extensions, '')]);
  return [...forms].flatMap((form) => {
    const segments = form.split('/');
    return segments.map((_, index) => segments.slice(index).join('/'));
  });
}

function fitsAny(ends: readonly string[], patterns: readonly Pattern[]): boolean {
  return patterns.some((pattern) => ends.some((end) => fits(end, pattern)));
}

/** Whether the parts stand in the text in this order, the first at its start and the last at its end; no regular expression, as many `*` would make one slow. */
function fits(text: string, parts: Pattern): boolean {
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
