// What each tag costs: `node tools/dist/bench/quality.js <corpus.jsonl> [runs]`, with CPU time, so that other work on the
// machine counts little. Once over all rows, and once over those of about 1 KB, which the promise of 5 µs is about. What
// tags share, as a record's joined texts, counts for each of them alone, and once for all. The first line is a yardstick
// of the machine and its load: reading each character of the texts, one by one.
import { findTags, qualityTags, tagRules, type TagContext } from '@llamaforge/quality';
import { recordSchema, type RecordText } from '@llamaforge/schema';
import { readFileSync } from 'node:fs';

const [corpus, runsText = '5'] = process.argv.slice(2);
if (corpus === undefined) throw new Error('name a corpus of JSON lines');

interface Row {
  readonly record: RecordText;
  readonly context: TagContext;
}

const rows = readFileSync(corpus, 'utf8').trimEnd().split('\n').map(parseRow);
printCosts('all rows', rows);
printCosts(
  'rows of 0.8 to 1.25 KB',
  rows.filter((row) => unitsOf(row) >= 800 && unitsOf(row) <= 1250),
);

function parseRow(line: string): Row {
  const record = recordSchema.parse(JSON.parse(line));
  return { record, context: { category: record._category } };
}

function unitsOf({ record }: Row): number {
  return record.instruction.length + record.input.length + record.output.length;
}

function printCosts(title: string, measured: readonly Row[]): void {
  const kilobytes = measured.reduce((units, row) => units + unitsOf(row), 0) / 1024;
  console.log(`${title}: ${String(measured.length)}, ${kilobytes.toFixed(0)} KB`);
  console.log('                       µs a row  µs a KB  rows tagged');
  print('(a read)', ({ record }) => isRead(record.instruction, record.input, record.output));
  for (const tag of qualityTags) {
    print(tag, ({ record, context }) => tagRules[tag].find(record, context) !== undefined);
  }
  print('all', ({ record, context }) => findTags(record, context).length > 0);

  function print(name: string, isTagged: (row: Row) => boolean): void {
    const costs: number[] = [];
    let tagged = 0;
    for (let run = 0; run < Number(runsText); run += 1) {
      const before = process.cpuUsage();
      tagged = measured.filter(isTagged).length;
      const { user, system } = process.cpuUsage(before);
      costs.push(user + system);
    }
    const cost = Math.min(...costs);
    const columns = [(cost / measured.length).toFixed(2), (cost / kilobytes).toFixed(2), tagged];
    console.log(
      `${name.padEnd(22)} ${columns.map((column) => String(column).padStart(8)).join(' ')}`,
    );
  }
}

/** Whether the characters of all texts add up to an odd number: what is asked does not matter. */
function isRead(...texts: readonly string[]): boolean {
  let sum = 0;
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  }
  return sum % 2 === 1;
}
