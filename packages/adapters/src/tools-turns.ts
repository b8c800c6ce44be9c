import { noTurns, type Turns } from './dialogue.ts';
import { hasText } from './field-text.ts';
import { fieldOf, type Row } from './row.ts';
import { writtenJson } from './written-json.ts';

/** A row's `tools` as a system turn, to stand after all others; none where they are absent or blank text. */
export function toolsTurns(row: Row): Turns {
  const tools = fieldOf(row, 'tools');
  if (tools === undefined) return noTurns;
  if (typeof tools === 'string') return hasText(tools) ? [toolsTurn(tools)] : noTurns;
  const written = writtenJson(tools, 'tools');
  return 'reason' in written ? written : [toolsTurn(written.json)];
}

function toolsTurn(tools: string): { readonly speaker: 'System'; readonly text: string } {
  return { speaker: 'System', text: `<tools>${tools}</tools>` };
}
