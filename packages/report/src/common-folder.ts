/** The folder that all paths lie in, with its last `/`; empty where there is none. */
export function commonFolder(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  const parts = first.split('/').slice(0, -1);
  const depth = parts.findIndex((_, index) => {
    const start = `${parts.slice(0, index + 1).join('/')}/`;
    return others.some((path) => !path.startsWith(start));
  });
  const shared = depth === -1 ? parts : parts.slice(0, depth);
  return shared.length === 0 ? '' : `${shared.join('/')}/`;
}
