/**
 * A short name for each path, in their order: the file's name without its extensions where no other file's is the same, with
 * them where that tells it from the others, else the whole path.
 */
export function shortFileNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => path.slice(path.lastIndexOf('/') + 1));
  const stems = names.map(stemOf);
  const isAlone = (all: readonly string[], name: string): boolean =>
    all.indexOf(name) === all.lastIndexOf(name);
  return paths.map((path, index) => {
    const found = [stems, names].find((all) => isAlone(all, all[index] ?? ''));
    return found?.[index] ?? path;
  });
}

function stemOf(name: string): string {
  return name.replace(extensions, '');
}

// Only those of the formats that are read: `v1.2` is a version, and tells files apart.
const extensions = /(?<=.)(?:\.(?:jsonl|ndjson|json|csv|tsv|parquet|ya?ml))?(?:\.(?:gz|zst))?$/iu;
