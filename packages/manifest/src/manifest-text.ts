import { z } from 'zod';
import { manifestSchema, type Manifest } from './manifest-schema.ts';

/** How every manifest of ours begins, so that one is told from its first bytes. */
const manifestStart =
  /^\{\s*"kind":\s*"(?:corpus|mix|balance|curriculum)",\s*"format_version":\s*\d/u;

/** Whether a file's first 100 characters or more are those of a manifest. */
export function startsLikeManifest(head: string): boolean {
  return manifestStart.test(head);
}

/** The manifest as its file holds it: two blanks of indent, keys in the schema's order, one line end. */
export function writeManifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifestSchema.parse(manifest), undefined, 2)}\n`;
}

/** The manifest a text holds, or each problem with its path. */
export function parseManifestText(
  text: string,
): { readonly manifest: Manifest } | { readonly problems: readonly string[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problems: [`not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return { manifest: parsed.data };
  return {
    problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  };
}

/** The manifest's JSON Schema (draft 2020-12), which is published beside the corpus's documentation. */
export function manifestJsonSchema(): unknown {
  return z.toJSONSchema(manifestSchema, { io: 'output' });
}
