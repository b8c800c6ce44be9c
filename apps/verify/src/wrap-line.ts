const LINE_COLUMNS = 80;

/** Breaks a line at blanks to fit 80 columns, further lines two columns further in; a word that is longer (a path, to be copied) stays whole. */
export function wrapLine(line: string, indent: string): string {
  const lines: string[] = [];
  let current = indent;
  for (const word of line.split(' ')) {
    const isFirst = current.trim() === '';
    if (!isFirst && current.length + 1 + word.length > LINE_COLUMNS) {
      lines.push(current);
      current = `${indent}  ${word}`;
    } else {
      current += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, current].join('\n');
}
