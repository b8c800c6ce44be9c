import { cutWrappedElements } from './json-documents.ts';
import { quotedValue, type FileRow } from './file-row.ts';
import { JsonCursor } from './json-cursor.ts';
import { jsonRow } from './json-row.ts';

/**
 * SQuAD's nesting (https://rajpurkar.github.io/SQuAD-explorer/): articles hold paragraphs, a paragraph holds one
 * context and its questions. Each question is a row, with its article's title and its paragraph's context beside
 * its own keys. What is not built so is given as a row as it stands, so that it is counted.
 */
export async function* readSquad(
  path: string,
  source: { readonly chunks: AsyncIterable<Buffer>; readonly wrapperKey: string },
): AsyncGenerator<FileRow, void, undefined> {
  const cursor = new JsonCursor(path, source.chunks);
  let line = 0;
  try {
    for await (const element of cutWrappedElements(cursor, source.wrapperKey)) {
      const article = jsonRow(element, line + 1);
      if (article.kind !== 'row') {
        line += 1;
        yield article;
        continue;
      }
      for (const value of questionsOf(article.value)) {
        line += 1;
        yield { kind: 'row', line, value, raw: () => quotedValue(value) };
      }
    }
  } finally {
    await cursor.close();
  }
}

/** Whether a value is an article of SQuAD: an object with a list of `paragraphs`. */
export function isSquadArticle(value: unknown): boolean {
  return isObject(value) && Array.isArray(value['paragraphs']);
}

function* questionsOf(article: unknown): Generator<unknown, void, undefined> {
  if (!isObject(article) || !Array.isArray(article['paragraphs'])) {
    yield article;
    return;
  }
  const title = 'title' in article ? { title: article['title'] } : {};
  const paragraphs: readonly unknown[] = article['paragraphs'];
  for (const paragraph of paragraphs) {
    if (!isObject(paragraph) || !Array.isArray(paragraph['qas'])) {
      yield paragraph;
      continue;
    }
    const questions: readonly unknown[] = paragraph['qas'];
    const context = 'context' in paragraph ? { context: paragraph['context'] } : {};
    for (const question of questions) {
      yield isObject(question) ? { ...title, ...context, ...question } : question;
    }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
