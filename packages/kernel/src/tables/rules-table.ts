import { buildLiteralMachine, cellOf, type LiteralMachine } from './literal-machine.ts';
import { isWordByte, type LiteralSignal } from './literal-tries.ts';
import * as layout from './rules-layout.ts';
import { TableWriter } from './table-writer.ts';

/** The content rules as plain data; what adapters' `rulesTables` gives. */
export interface RulesTables {
  readonly maxFieldBytes: number;
  readonly maxQuotedBytes: number;
  readonly endMarks: readonly string[];
  readonly decideAt: number;
  readonly measures: readonly string[];
  readonly signals: readonly LiteralSignal[];
  readonly categories: readonly number[];
  readonly ruleCategory: Int32Array;
  readonly ruleWeight: Int32Array;
  readonly ruleEnd: Int32Array;
  readonly conditionFeature: Int32Array;
  readonly conditionLeast: Int32Array;
  readonly conditionGreatest: Int32Array;
  readonly defaultCategory: number;
}

/** The measures in the order in which the assembly writes them; the signals' counts follow. */
export const kernelMeasures =
  'bytes lines words sentences digitShare codeShare nonAsciiShare choiceLines listLines indentedLines statementLines equations operations numberOnly callStart inInstruction inInput'.split(
    ' ',
  );

const encoder = new TextEncoder();
const bytesPerFeature = 4;

/**
 * Lays the content rules out for the kernel, 1 to 3 MB to lie at an address divisible by 64, as one cache line does.
 * Throws where the rules ask for what the assembly does not do.
 */
export function rulesTable(tables: RulesTables): Uint8Array<ArrayBuffer> {
  refuseOthers(tables);
  const writer = new TableWriter(layout.rulesHeaderBytes);
  writer.setNumber(layout.decideScoreAt, tables.decideAt);
  writer.setNumber(layout.defaultCategoryAt, tables.defaultCategory);
  writer.setNumber(layout.maxQuotedAt, tables.maxQuotedBytes);
  writer.setNumber(layout.scopeFeaturesAt, tables.measures.length + tables.signals.length);
  writer.setNumber(layout.scoreCountAt, tables.categories.length);
  writer.setNumber(layout.scoreCategoriesAt, writer.append(Uint8Array.from(tables.categories)));
  writeRules(writer, tables);
  writeEndings(writer, tables);
  writeMachine(writer, buildLiteralMachine(tables.signals));
  return writer.bytes();
}

function refuseOthers(tables: RulesTables): void {
  const isKnown =
    tables.maxFieldBytes === layout.fieldBytesLimit &&
    tables.measures.join(' ') === kernelMeasures.join(' ') &&
    tables.measures.length + tables.signals.length <= layout.scopeFeaturesLimit &&
    tables.categories.length <= layout.scoreLimit;
  if (!isKnown)
    throw new TypeError('The content rules are not those that the kernel was made for.');
}

function writeRules(writer: TableWriter, tables: RulesTables): void {
  const { conditionFeature, conditionLeast, conditionGreatest } = tables;
  const conditions = Array.from(conditionFeature, (feature, index) => {
    const least = conditionLeast[index] ?? 0;
    return [feature * bytesPerFeature, least, (conditionGreatest[index] ?? 0) - least];
  });
  const conditionList = writer.append(Int32Array.from(conditions.flat()));
  const rules = Array.from(tables.ruleEnd, (end, index) => [
    (tables.ruleCategory[index] ?? 0) * bytesPerFeature,
    tables.ruleWeight[index] ?? 0,
    conditionList + end * layout.conditionBytes,
  ]);
  writer.setNumber(layout.conditionListAt, conditionList);
  writer.setNumber(layout.ruleListAt, writer.append(Int32Array.from(rules.flat())));
  writer.setNumber(layout.ruleCountAt, rules.length);
}

function writeEndings(writer: TableWriter, { endMarks, signals }: RulesTables): void {
  const marks = endMarks.map((mark) => ending(mark, 0));
  writer.setNumber(layout.endMarkListAt, writer.append(concatenated(marks)));
  writer.setNumber(layout.endMarkCountAt, marks.length);
  const literals = signals.flatMap(({ at, literals: list }, signal) =>
    at === 'text_end' ? list.map((literal) => ending(literal, signal)) : [],
  );
  writer.setNumber(layout.textEndListAt, writer.append(concatenated(literals)));
  writer.setNumber(layout.textEndCountAt, literals.length);
}

function ending(text: string, signal: number): Uint8Array {
  const bytes = encoder.encode(text);
  const entry = new Uint8Array(layout.endingBytes);
  entry[0] = bytes.length;
  entry[layout.endingSignalAt] = signal;
  entry[layout.endingBorderAt] = isWordByte(bytes[0] ?? 0) ? 1 : 0;
  entry.set(bytes, layout.endingTextAt);
  return entry;
}

function concatenated(entries: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(entries.flatMap((entry) => [...entry]));
}

function writeMachine(writer: TableWriter, machine: LiteralMachine): void {
  const { next, stateCount } = machine;
  const bytes = Array.from(machine.columnOf, (column, byte) => {
    const from = isWordByte(byte) ? machine.alwaysFrom : machine.pendingFrom;
    return [cellOf(stateCount, 0, column) * next.BYTES_PER_ELEMENT, from];
  });
  writer.setNumber(layout.byteListAt, writer.append(Uint32Array.from(bytes.flat())));
  writer.setNumber(layout.nextListAt, writer.append(next));
  const lists: number[] = [];
  const starts = machine.reports.map(({ always, bordered }) => {
    const start = lists.length;
    lists.push(always.length, always.length + bordered.length, ...always, ...bordered);
    return start;
  });
  const listsAt = writer.append(Uint8Array.from(lists));
  const offsets = Uint32Array.from(starts, (start) => listsAt + start);
  writer.setNumber(layout.reportListAt, writer.append(offsets));
  writer.setNumber(layout.pendingFromAt, machine.pendingFrom);
  writer.setNumber(layout.alwaysFromAt, machine.alwaysFrom);
  writer.setNumber(layout.longestLiteralAt, machine.longest);
  writer.setNumber(layout.startStateAt, machine.startState);
  writer.setNumber(layout.insideWordStateAt, machine.insideWordState);
}
