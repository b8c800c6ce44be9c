import type { FormatName } from './file-format.ts';
import { mostColumns } from './json-columns.ts';
import type { JsonCursor } from './json-cursor.ts';
import { isSquadArticle } from './json-squad.ts';
import { cutElements, walkMembers } from './json-structure.ts';
import { wrapperKeys } from './wrapper-keys.ts';

interface Survey {
  members: number;
  lists: number;
  objects: number;
  /** Elements of each list; undefined once two differ. */
  elements: number | undefined;
  /** Lists that one dialogue has: turns, `{role: …}` or `{from: …}`, and `tools`. */
  dialogueLists: number;
  /** `data` holds texts: the turns of an UltraChat row, or a column like any other. */
  holdsDataTexts: boolean;
}

/**
 * Tells what an object is that fills a file: rows under a wrapper's key, SQuAD, rows by key, columns, or one row.
 * Stops at the first wrapper; any other object is walked to its end, without being held.
 */
export async function surveyJsonObject(
  cursor: JsonCursor,
): Promise<{ readonly format: FormatName; readonly wrapperKey?: string }> {
  const survey: Survey = {
    members: 0,
    lists: 0,
    objects: 0,
    elements: undefined,
    dialogueLists: 0,
    holdsDataTexts: false,
  };
  for await (const key of walkMembers(cursor)) {
    survey.members += 1;
    const first = await cursor.peek();
    if (first === 0x5b) {
      const wrapped = await surveyList(cursor, { key, survey });
      if (wrapped !== undefined) return { format: wrapped, wrapperKey: key };
    } else {
      if (first === 0x7b) survey.objects += 1;
      await cursor.skipValue();
    }
  }
  const isAlone = (await cursor.peek()) === -1;
  if (isAlone && areColumns(survey) && survey.lists > mostColumns) {
    throw cursor.damaged(
      `it holds ${String(survey.lists)} columns; files of up to ${String(mostColumns)} columns are read by column`,
    );
  }
  return judge(survey, isAlone);
}

async function surveyList(
  cursor: JsonCursor,
  at: { readonly key: string; readonly survey: Survey },
): Promise<FormatName | undefined> {
  const { key, survey } = at;
  const isWrapper = wrapperKeys.has(key.toLowerCase());
  let elements = 0;
  for await (const element of cutElements(cursor)) {
    elements += 1;
    if (elements > 1) continue;
    const value = parseLeniently(element);
    if (isWrapper && element[0] === 0x7b) return isSquadArticle(value) ? 'squad' : 'json_wrapped';
    if (isTurn(value) || key === 'tools') survey.dialogueLists += 1;
    survey.holdsDataTexts ||= key === 'data' && typeof value === 'string';
  }
  if (survey.lists === 0) survey.elements = elements;
  else if (survey.elements !== elements) survey.elements = undefined;
  survey.lists += 1;
  return undefined;
}

function judge(survey: Survey, isAlone: boolean): { readonly format: FormatName } {
  const { members, objects, lists } = survey;
  if (!isAlone || members === 0) return { format: 'json_objects' };
  if (objects === members) return { format: 'json_keyed' };
  // A dialogue alone in its file, `{"messages": [{"role": …}, …]}`, is a row: a column of dialogues holds lists.
  const isOneDialogue = survey.dialogueLists === lists || (survey.holdsDataTexts && members === 1);
  return { format: areColumns(survey) && !isOneDialogue ? 'json_columns' : 'json_objects' };
}

function areColumns({ members, lists, elements }: Survey): boolean {
  return lists === members && elements !== undefined;
}

function isTurn(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('role' in value || 'from' in value);
}

function parseLeniently(element: Buffer): unknown {
  try {
    return JSON.parse(element.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
