/** Line by line: how many there are, and how many open or end in a form that the language's page defines. */
export interface LineMeasures {
  readonly lines: number;
  readonly choiceLines: number;
  readonly listLines: number;
  readonly indentedLines: number;
  readonly statementLines: number;
}

/** Takes the measures that look at a text line by line; all are 0 for an empty text. */
export function measureLines(text: string): LineMeasures {
  const counts = { lines: 0, choiceLines: 0, listLines: 0, indentedLines: 0, statementLines: 0 };
  for (let start = 0; start <= text.length && text.length > 0;) {
    const found = text.indexOf('\n', start);
    const stop = found < 0 ? text.length : found;
    counts.lines++;
    const first = skipBlanks(text, start);
    if (isChoice(text, first)) counts.choiceLines++;
    if (isListItem(text, first)) counts.listLines++;
    if (first - start >= 2 || text[start] === '\t') counts.indentedLines++;
    if (isStatement(text, start, stop)) counts.statementLines++;
    start = stop + 1;
  }
  return counts;
}

function skipBlanks(text: string, start: number): number {
  let index = start;
  while (text[index] === ' ' || text[index] === '\t') index++;
  return index;
}

function isChoice(text: string, first: number): boolean {
  const letter = text[first] === '(' ? first + 1 : first;
  const unit = text.charCodeAt(letter);
  if (!(unit >= 0x41 && unit <= 0x4a)) return false;
  const mark = text[letter + 1];
  // `A:` alone on its line is where an answer is awaited, not a choice.
  return mark === ')' || ((mark === '.' || mark === ':') && text.charCodeAt(letter + 2) > 0x0d);
}

function isListItem(text: string, first: number): boolean {
  if (text[first] === '-' || text[first] === '*') return isBlank(text[first + 1]);
  let index = first;
  while (index < first + 3 && isDigit(text.charCodeAt(index))) index++;
  return index > first && (text[index] === '.' || text[index] === ')') && isBlank(text[index + 1]);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function isStatement(text: string, start: number, stop: number): boolean {
  const last = text[stop - 1] === '\r' ? stop - 2 : stop - 1;
  if (last < start) return false;
  const character = text[last];
  return (
    character === ';' ||
    character === '{' ||
    character === '}' ||
    (character === ':' && last > start && text[last - 1] === ')')
  );
}
