import { nearestName } from './nearest-name.ts';

/** What a placeholder can make of a value: JSON, the lines of its tool calls, its tool definitions as a transcript has them. */
export const templateFilters = ['json', 'tool_calls', 'tools'] as const;

export type TemplateFilter = (typeof templateFilters)[number];

/** A stretch of a template: text that stands as it is, or a placeholder for what stands at a dotted path. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'placeholder';
      readonly path: string;
      readonly filter: TemplateFilter | undefined;
    };

/** A template's parts in order, no two texts side by side, or what is wrong with it. */
export type ParsedTemplate =
  { readonly parts: readonly TemplatePart[] } | { readonly problem: string };

/**
 * Reads `{path}`, `{path|filter}`, `{{` and `}}` in a text, from left to right.
 *
 * @example
 * parseTemplate('Why {{so}}, {name}?');
 * // { parts: [{ kind: 'text', text: 'Why {so}, ' }, { kind: 'placeholder', path: 'name', … }, …] }
 */
export function parseTemplate(template: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  let text = '';
  let end = 0;
  for (const match of template.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]/gu)) {
    const [piece, inside] = match;
    text += template.slice(end, match.index);
    end = match.index + piece.length;
    if (piece === '{{' || piece === '}}') {
      text += piece.charAt(0);
      continue;
    }
    if (inside === undefined) return { problem: braceProblem(piece, match.index) };
    const placeholder = readPlaceholder(inside);
    if ('problem' in placeholder) return placeholder;
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
    parts.push(placeholder);
  }
  text += template.slice(end);
  if (text !== '') parts.push({ kind: 'text', text });
  return { parts };
}

function braceProblem(brace: string, index: number): string {
  const where = `at character ${String(index + 1)}`;
  return brace === '{'
    ? `has a { ${where} that is not closed; a brace itself is written {{`
    : `has a } ${where} that closes nothing; a brace itself is written }}`;
}

function readPlaceholder(
  inside: string,
): Extract<TemplatePart, { kind: 'placeholder' }> | { readonly problem: string } {
  const bar = inside.lastIndexOf('|');
  const path = (bar === -1 ? inside : inside.slice(0, bar)).trim();
  if (path === '') return { problem: `has a placeholder without a path: {${inside}}` };
  if (bar === -1) return { kind: 'placeholder', path, filter: undefined };
  const name = inside.slice(bar + 1).trim();
  const filter = templateFilters.find((known) => known === name);
  if (filter !== undefined) return { kind: 'placeholder', path, filter };
  const near = nearestName(name, templateFilters);
  const hint = near === undefined ? `known are ${templateFilters.join(', ')}` : `perhaps ${near}`;
  return { problem: `has an unknown filter in {${inside}}; ${hint}` };
}
