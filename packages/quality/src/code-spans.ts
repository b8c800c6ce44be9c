// So far back a line's quotes are counted, so that a line of 50 MB costs no more a place than a short one.
const lookBackUnits = 1000;
const fence = '```';

/** Tells of places in a text, asked for in ascending order, whether they stand between code fences, or between backticks or quotation marks of their line. */
export function codeAndQuotesOf(text: string): (at: number) => boolean {
  let isFenced = false;
  let nextFence = text.indexOf(fence);
  return (at) => {
    while (nextFence !== -1 && nextFence < at) {
      isFenced = !isFenced;
      nextFence = text.indexOf(fence, nextFence + fence.length);
    }
    return isFenced || isQuotedInLine(text, at);
  };
}

function isQuotedInLine(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - lookBackUnits), at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return ['`', '"'].some((mark) => line.split(mark).length % 2 === 0);
}
