/** Keys, in lower case, under which an object may hold the rows of a whole file; TriviaQA writes `Data`. */
export const wrapperKeys: ReadonlySet<string> = new Set([
  'data',
  'examples',
  'rows',
  'items',
  'train',
]);
