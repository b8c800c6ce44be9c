/** A stretch of text, or the lines within a code fence. */
export interface FencedPart {
  readonly isCode: boolean;
  readonly text: string;
}

/** The text parted at lines that open or close a code fence as Markdown has them; the fences stay, an unclosed one reaches to the end. */
export function fencedParts(text: string): FencedPart[] {
  if (!text.includes('```') && !text.includes('~~~')) return [{ isCode: false, text }];
  const parts: { isCode: boolean; lines: string[] }[] = [{ isCode: false, lines: [] }];
  let opened: string | undefined;
  for (const line of text.split('\n')) {
    const mark = fence.exec(line)?.[1];
    const opens = opened === undefined && mark !== undefined;
    const closes = opened !== undefined && mark?.startsWith(opened) === true;
    if (opens) parts.push({ isCode: true, lines: [] });
    parts.at(-1)?.lines.push(line);
    if (closes) parts.push({ isCode: false, lines: [] });
    if (opens || closes) opened = opens ? mark : undefined;
  }
  return parts
    .filter((part) => part.lines.length > 0)
    .map((part) => ({ isCode: part.isCode, text: part.lines.join('\n') }));
}

const fence = /^ {0,3}(`{3,}|~{3,})/u;
