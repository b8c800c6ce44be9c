// Merges JSONL files in DuckDB: `node peer-duckdb.mjs <folder with @duckdb/node-api> <output> <file>…`.
// The texts under their usual keys, or the last two of four turns; SHA-1 of the three; the first row of a digest, in
// order. Of the ways to say "first in order" this one took the least time and memory: a window over the digests
// (QUALIFY row_number() … = 1) and arg_min over whole rows took 1.2 to 2 times as long.
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [packages, output, ...files] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(packages, 'package.json'))('@duckdb/node-api');

const textKeys = [
  ...['instruction', 'question', 'prompt', 'input', 'context'],
  ...['output', 'response', 'answer', 'completion'],
];
const columns = [
  ...textKeys.map((key) => `"${key}": 'VARCHAR'`),
  `messages: 'JSON'`,
  `conversations: 'JSON'`,
].join(', ');
const quoted = (path) => `'${path.replaceAll("'", "''")}'`;
const trimmed = (text) => String.raw`trim(${text}, E' \t\r\n')`;
const turn = (index) =>
  trimmed(`coalesce(turns->>'$[${index}].content', turns->>'$[${index}].value')`);

// `ignore_errors` makes cut lines and lines that are not UTF-8 rows of nulls, which have no output.
const sql = `
COPY (
  WITH rows AS (
    SELECT row_number() OVER () AS n, coalesce(messages, conversations) AS turns, *
    FROM read_json([${files.map(quoted).join(', ')}], format = 'newline_delimited', ignore_errors = true,
      columns = {${columns}})
  ), texts AS (
    SELECT n,
      coalesce(${turn(2)}, ${trimmed('coalesce(instruction, question, prompt)')}) AS instruction,
      coalesce(${turn(0)} || chr(10) || chr(10) || ${turn(1)}, ${trimmed("coalesce(input, context, '')")}) AS input,
      coalesce(${turn(3)}, ${trimmed('coalesce(output, response, answer, completion)')}) AS output
    FROM rows
  ), keyed AS MATERIALIZED (
    SELECT *, sha1(json_array(instruction, input, output)) AS digest
    FROM texts WHERE instruction <> '' AND output <> ''
  )
  SELECT instruction, input, output
  FROM keyed SEMI JOIN (SELECT min(n) AS n FROM keyed GROUP BY digest) AS firsts USING (n)
  ORDER BY n
) TO ${quoted(output)} (FORMAT json)`;

const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
await connection.run(`SET temp_directory = ${quoted(join(dirname(output), 'duckdb-spill'))}`);
await connection.run(sql);
const descriptor = openSync(output, 'r+');
fsyncSync(descriptor);
closeSync(descriptor);
