import { z } from 'zod';
import { manifestSchema, type Manifest } from './manifest-schema.ts';

/** How every manifest of ours begins, so that one is told from its first bytes. */
const manifestStart =
  /^\{\s*"kind":\s*"(?:corpus|mix|balance|curriculum)",\s*"format_version":\s*\d/u;

/** Whether a file's first 100 characters or more are those of a manifest. */
export function startsLikeManifest(head: string): boolean {
  return manifestStart.test(head);
}

/** The manifest as its file holds it: two blanks of indent, keys in the schema's order, one line end. Throws where the schema does not hold. */
export function writeManifestText(manifest: Manifest): string {
  const { top_sources, sources } = manifest;
  // Names of sources are data: zod leaves the name `__proto__` out of what it gives, so these two go as they came.
  const ordered = { ...manifestSchema.parse(manifest), top_sources, sources };
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
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
  if (isManifest(value)) return { manifest: value };
  return { problems: findSchemaProblems(value) };
}

/** The manifest's JSON Schema (draft 2020-12), published as `manifest.schema.json` of this package. */
export function manifestJsonSchema(): unknown {
  return z.toJSONSchema(manifestSchema, { io: 'output' });
}

// The value itself, not what zod makes of it: the schema only checks, and zod's copy lacks the name `__proto__`.
function isManifest(value: unknown): value is Manifest {
  return findSchemaProblems(value).length === 0;
}

function findSchemaProblems(value: unknown): string[] {
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const path = z.core.toDotPath(issue.path);
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
}
