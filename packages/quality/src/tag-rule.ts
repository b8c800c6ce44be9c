import type { Category, RecordText } from '@llamaforge/schema';
import type { LanguageOf } from './language-of.ts';

/** What may be known of a record beside its texts. */
export interface TagContext {
  /** may be a getter that runs all content rules, dearer than most tags: a rule asks for it as `context.category`, after its own guards */
  readonly category?: Category | undefined;
  /** ISO 639-1 code of the language that most rows of its source are in, where most are in one */
  readonly sourceLanguage?: string | undefined;
  /** what `loadLanguageOf` gives; whoever names a `sourceLanguage` gives it too, or `wrong_language` throws */
  readonly languageOf?: LanguageOf | undefined;
}

/** One tag: what it says of a record, and how that is told. */
export interface TagRule {
  /** a clause that goes on from "a row in which …" */
  readonly about: string;
  /** who published the threshold or pattern, with the place; absent where it is our own */
  readonly source?: string;
  /** What shows that the tag holds, in at most 200 UTF-16 units; undefined where it does not hold. A tag of secrets, addresses or numbers masks them; any other quotes the text as it stands. */
  readonly find: (record: RecordText, context: TagContext) => string | undefined;
}
