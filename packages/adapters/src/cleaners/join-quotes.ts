/** Turns quotes that stand as tokens of their own into `"` and `'` beside the words they belong to; curly ones stay curly. */
export function joinQuotes(text: string): string {
  const open = new Set<string>();
  let joined = '';
  let end = 0;
  let atOpening = true;
  for (const { 0: token, index } of text.matchAll(quoteToken)) {
    const spaced = text.slice(end, index);
    const before = withoutEndBlanks(spaced);
    // A quote that nothing closes does not reach beyond its paragraph.
    if (before.includes('\n')) open.clear();
    if (before !== '') atOpening = '\n([{'.includes(before.slice(-1));
    end = index + token.length;
    const mark = token.trimEnd();
    const next = text.slice(end, end + 2);
    const opens = doesOpen(mark, { atOpening, isOpen: open.has(mark), next });
    if (opens) open.add(mark);
    else open.delete(openingOf[mark] ?? mark);
    joined += before;
    if (opens && !atOpening) joined += spaced.slice(before.length);
    joined += written[mark] ?? mark;
    if (!opens && !closesMore.test(next)) joined += token.slice(mark.length);
    atOpening = opens;
  }
  return joined + text.slice(end);
}

// Begins with the marks: a pattern that began with blanks would be tried at every blank of the text.
const quoteToken = /(?:``(?<!```)(?!`)|''(?<!''')(?!')|[`'‘’“”](?=\s|$)(?<=(?:^|\s).)) */gu;
const openingOf: Readonly<Record<string, string>> = { "''": '``', "'": '`' };
const written: Readonly<Record<string, string>> = { '``': '"', "''": '"', '`': "'" };
const closesMore = /^(?:$|\n|''|['’”](?:\s|$))/u;

/** Where a mark stands: whether only an opening or nothing is before it on its line, its like is open, and what follows. */
interface Place {
  readonly atOpening: boolean;
  readonly isOpen: boolean;
  readonly next: string;
}

function doesOpen(mark: string, { atOpening, isOpen, next }: Place): boolean {
  switch (mark) {
    case '“':
    case '‘':
      return true;
    case '``':
      // The tokeniser takes a quote after a blank for an opening one, also where the author closed with it.
      return !/^[,;)\]]/u.test(next) && !(isOpen && /^(?:$|[\n:!?]|\.(?!\.))/u.test(next));
    case '`':
      return !isOpen;
    default:
      return atOpening && mark !== '”' && mark !== '’';
  }
}

function withoutEndBlanks(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ') end -= 1;
  return text.slice(0, end);
}
