import { rejectReasons, type RecordText } from '@llamaforge/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileText } from './arbitraries.ts';

/** What an adapter gives for one record of a row. */
export type AdapterOutcome =
  | { readonly kind: 'record'; readonly shape: string; readonly text: RecordText }
  | { readonly kind: 'rejected'; readonly shape: string | undefined; readonly reason: string };

/** An adapter under test, and a row that it makes records of. */
export interface AdapterSubject {
  readonly shape: string;
  readonly example: Readonly<Record<string, unknown>>;
  readonly adapt: (row: unknown) => readonly AdapterOutcome[];
}

/** The promises that every row shape keeps; each shape's test calls this and adds its own cases. */
export function testAdapter({ shape, example, adapt }: AdapterSubject): void {
  test(`${shape}: makes records of its example, under its own name`, () => {
    const outcomes = adapt(example);

    expect(outcomes.map((outcome) => [outcome.kind, outcome.shape])).toEqual(
      outcomes.map(() => ['record', shape]),
    );
    expect(outcomes).not.toEqual([]);
  });

  test(`${shape}: gives whole records or a known reason, whatever stands in the row`, () => {
    const anything = fc.oneof(hostileText(), fc.jsonValue());

    fc.assert(
      fc.property(fc.constantFrom(...pathsInto(example)), anything, (path, value) => {
        const outcomes = adapt(replaceAt(example, path, value));

        expect(outcomes).not.toEqual([]);
        for (const outcome of outcomes) expectWhole(outcome);
      }),
    );
  });

  test(`${shape}: refuses or keeps a value nested 20,000 levels deep, and never throws`, () => {
    const nested: unknown = JSON.parse(`${'[{"a":'.repeat(10_000)}1${'}]'.repeat(10_000)}`);

    for (const path of pathsInto(example)) {
      for (const outcome of adapt(replaceAt(example, path, nested))) expectWhole(outcome);
    }
  });

  test(`${shape}: leaves the row as it is and answers the same twice`, () => {
    const row = freeze(structuredClone(example));

    expect(adapt(row)).toEqual(adapt(row));
  });

  test(`${shape}: takes a key that holds null for one that is absent`, () => {
    for (const key of Object.keys(example)) {
      const { [key]: left, ...without } = example;

      expect(left).toBeDefined();
      expect(adapt({ ...example, [key]: null }).map(summary)).toEqual(adapt(without).map(summary));
    }
  });

  test(`${shape}: reads no key that the row inherits`, () => {
    expect(adapt(Object.create(example)).map(summary)).toEqual(adapt({}).map(summary));
  });

  test.each(['label', 'is_correct'])(`${shape}: rejects a row whose %s is false, once`, (key) => {
    expect(adapt({ ...example, [key]: false }).map(summary)).toEqual([
      { kind: 'rejected', shape, reason: 'negative_example' },
    ]);
  });
}

function expectWhole(outcome: AdapterOutcome): void {
  if (outcome.kind === 'rejected') {
    expect(Object.keys(rejectReasons)).toContain(outcome.reason);
    return;
  }
  const { instruction, input, output } = outcome.text;
  const texts = [instruction, input, output];
  expect(texts).toEqual(texts.map((text) => text.trim().toWellFormed()));
  expect([instruction, output]).not.toContain('');
}

/** Everything but the detail, which names what the row holds. */
function summary(outcome: AdapterOutcome): object {
  return outcome.kind === 'record'
    ? { kind: outcome.kind, shape: outcome.shape, text: outcome.text }
    : { kind: outcome.kind, shape: outcome.shape, reason: outcome.reason };
}

type Path = readonly (string | number)[];

/** The way to every value in a row, lists and objects included, but not to the row itself. */
function pathsInto(value: unknown, from: Path = []): readonly Path[] {
  const here = from.length === 0 ? [] : [from];
  if (typeof value !== 'object' || value === null) return here;
  const children: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [...here, ...children.flatMap(([key, child]) => pathsInto(child, [...from, key]))];
}

function replaceAt(value: unknown, path: Path, replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (Array.isArray(value)) {
    return value.map((child: unknown, index) =>
      index === step ? replaceAt(child, rest, replacement) : child,
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]: [string, unknown]) => [
      key,
      key === step ? replaceAt(child, rest, replacement) : child,
    ]),
  );
}

function freeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
