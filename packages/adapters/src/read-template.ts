import type { Template } from '@llamaforge/schema';
import { compileOnce } from './compile-once.ts';
import { exchange } from './exchange.ts';
import {
  compileTemplate,
  filledText,
  optionalText,
  type CompiledTemplate,
} from './fill-template.ts';
import { mappedOpening, readsKey } from './mapped-opening.ts';
import type { Outcome } from './outcome.ts';
import type { Row } from './row.ts';

/** The record that a card's or recipe's template makes of a row. */
export function readTemplate(row: Row, template: Template): Outcome {
  const { system, instruction, input, output, reads } = compiledTemplate(template);
  const opened = system === undefined ? undefined : optionalText(row, system);
  return exchange(mappedOpening(row, opened, reads), {
    instruction: filledText(row, instruction),
    input: input === undefined ? '' : optionalText(row, input),
    output: filledText(row, output),
  });
}

/** True where one of the template's placeholders reads the row's key, which is then a value like any other. */
export function templateReads(template: Template, key: string): boolean {
  return compiledTemplate(template).reads(key);
}

const compiledTemplate = compileOnce(({ words, ...texts }: Template) => {
  const compiled = {
    system: compileOptional(texts.system, words),
    instruction: compileTemplate(texts.instruction, words),
    input: compileOptional(texts.input, words),
    output: compileTemplate(texts.output, words),
  };
  const paths = Object.values(compiled).flatMap((text) => text?.paths ?? []);
  return { ...compiled, reads: (key: string) => paths.some((path) => readsKey(path, key)) };
});

function compileOptional(
  template: string | undefined,
  words: Template['words'],
): CompiledTemplate | undefined {
  return template === undefined ? undefined : compileTemplate(template, words);
}
