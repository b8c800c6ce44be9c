import { countCodePoints } from './count-code-points.ts';
import {
  type CategoryReading,
  type CorpusReport,
  type FileFigures,
  type FileOverlap,
  type LengthFigures,
  type ReportRow,
  type ReportText,
} from './corpus-report.ts';

/** A text as a report has it, cut to `units`. */
export function reportText(text: string, units = 1500): ReportText {
  return { text: text.slice(0, units), characters: countCodePoints(text) };
}

/** A row of texts; a dialogue where turns are given. */
export function reportRow(
  texts: Partial<Record<'instruction' | 'input' | 'output' | 'source' | 'category', string>>,
  turns?: readonly (readonly [string, string])[],
): ReportRow {
  return {
    file: undefined,
    line: 1204,
    source: texts.source ?? 'open_orca',
    category: texts.category ?? 'instruction',
    instruction: reportText(texts.instruction ?? 'Name three rivers.'),
    input: reportText(texts.input ?? ''),
    output: reportText(texts.output ?? 'The Nile, the Danube and the Ganges.'),
    turns: turns?.map(([speaker, text]) => ({ speaker, text: reportText(text) })),
    turnsInAll: turns?.length ?? 0,
  };
}

/** A report of nothing: no rows, no manifest, no rejected rows, no comparison. */
export const emptyReport: CorpusReport = {
  headline: {
    kind: 'corpus',
    file: 'corpus.jsonl',
    rows: 0,
    replayed: 0,
    setAside: 0,
    read: undefined,
    removed: undefined,
    deduplicationRate: undefined,
    bytes: 0,
    verification: { verdict: 'passed', sampleRows: undefined, checks: 12, failed: [], skipped: [] },
    largestShare: undefined,
    toolVersion: '0.1.0',
    repaired: {},
  },
  flow: undefined,
  labels: [],
  sources: [],
  files: [],
  overlap: [],
  sample: { rows: 0, of: 0, seed: 0, unreadable: 0, languageRows: 0 },
  lengths: [],
  tokens: { tokenizer: undefined, charactersPerToken: 4, rows: 0, median: 0, p95: 0, longer: [] },
  turns: [],
  languages: [],
  rendered: { rows: 0, examples: [] },
  tags: [],
  rejects: [],
  readings: [],
  comparison: undefined,
};

const categories = [
  ['instruction', 'Instruction/General', 0.312, 0.4, 0.45],
  ['multiturn_dialog', 'Multi-turn Dialog', 0.094, 0.08, 0.1],
  ['code_debugging', 'Code/Debugging', 0.213, 0.08, 0.1],
  ['red_team', 'Red-team/Safety', 0.021, 0.02, 0.04],
  ['analytical', 'Analytical/Reasoning', 0.118, 0.1, 0.14],
  ['cot_math', 'Chain-of-thought Math', 0.131, 0.08, 0.14],
  ['creative_narrative', 'Creative Narrative', 0.048, 0.045, 0.075],
  ['factual_grounding', 'Factual Grounding', 0.041, 0.04, 0.08],
  ['tool_api', 'Tool-use/API', 0.0204, 0.02, 0.04],
  ['psychology_emotional', 'Psychology & Emotional Introspection', 0.0012, undefined, undefined],
  ['adversarial_moral', 'Adversarial & Moral Dilemmas', 0.0004, undefined, undefined],
] as const;

const names = [
  'open_orca',
  'evol_codealpaca',
  'metamath_qa',
  'ultrachat',
  'code_alpaca_full',
  'dolly_15k',
  'hh_rlhf',
  'squad_v2',
  'glaive_function_calling',
  'writing_prompts',
  'gsm8k_reasoning',
  'trivia_qa',
] as const;

/** Names of `count` sources, the well-known first. */
export function sourceNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const name = names[index % names.length] ?? '';
    return index < names.length ? name : `${name}_${String(Math.floor(index / names.length) + 1)}`;
  });
}

const ROWS = 3_390_412;

/** A report of a corpus as users have it: 50 sources and files, eleven categories, every section filled. */
export function fullReport(): CorpusReport {
  const sources = sourceNames(50);
  const files = sources.map(fileOf);
  const sum = (count: (file: FileFigures) => number): number =>
    files.reduce((total, file) => total + count(file), 0);
  return {
    ...emptyReport,
    headline: {
      ...emptyReport.headline,
      file: 'examples/datasets/merged_global_corpus.jsonl',
      rows: sum((file) => file.kept),
      read: sum((file) => file.read),
      removed: sum((file) => file.duplicates + file.rejected),
      deduplicationRate: '13.4%',
      bytes: 4_213_880_112,
      verification: {
        verdict: 'passed',
        sampleRows: undefined,
        checks: 32,
        failed: [],
        skipped: [{ name: 'lock', reason: 'there is no lock file' }],
      },
      largestShare: { label: 'Instruction/General', share: 0.312, cap: 0.45 },
      repaired: { mojibake: 1204 },
    },
    flow: {
      read: sum((file) => file.read),
      kept: sum((file) => file.kept),
      duplicates: sum((file) => file.duplicates),
      rejected: rejectedOf(sum((file) => file.rejected)),
    },
    labels: categories.map(([, label, share, least, most]) => ({
      label,
      rows: Math.round(share * ROWS),
      share,
      target: least === undefined ? undefined : { least, most },
      verdict:
        least === undefined
          ? undefined
          : share < least
            ? 'below'
            : share > most
              ? 'above'
              : 'within',
    })),
    sources: sources.map((source, index) => ({
      source,
      rows: files[index]?.kept ?? 0,
      license: index % 7 === 3 ? undefined : (['apache-2.0', 'mit', 'cc-by-4.0'][index % 3] ?? ''),
      categories: [{ category: 'instruction', rows: files[index]?.kept ?? 0 }],
    })),
    files,
    overlap: overlapOf(files),
    sample: {
      rows: 200_000,
      of: sum((file) => file.kept),
      seed: 0,
      unreadable: 0,
      languageRows: 200_000,
    },
    lengths: lengthsOf(),
    tokens: {
      tokenizer: undefined,
      charactersPerToken: 4,
      rows: 200_000,
      median: 212,
      p95: 1311,
      longer: [
        { tokens: 2048, rows: 4311 },
        { tokens: 4096, rows: 812 },
        { tokens: 8192, rows: 90 },
      ],
    },
    turns: [9000, 5200, 4100, 2600, 900, 420, 300, 160, 500].map((rows, index) => ({
      turns: 2 * index + 3,
      rows,
    })),
    languages: [
      ['en', 188_412],
      ['unknown', 5120],
      ['de', 2100],
      ['es', 1800],
      ['zh', 1400],
      ['fr', 900],
      ['ar', 268],
    ].map(([language, rows]) => ({
      language: String(language),
      rows: Number(rows),
      sources: [{ source: 'open_orca', rows: Math.round(Number(rows) / 2) }],
    })),
    rendered: {
      rows: 412,
      examples: [
        [
          reportRow({ instruction: 'Sort this.', input: '3 1 2', output: '1 2 3' }),
          reportRow({ instruction: 'Sort this.\n3 1 2', output: '1 2 3', source: 'dolly_15k' }),
        ],
      ],
    },
    tags: tagsOf(sources),
    rejects: rejectedOf(sum((file) => file.rejected)).map((entry) => ({
      ...entry,
      files: files
        .slice(1, 4)
        .map(({ path, read, rejected }) => ({ path, rows: Math.ceil(rejected / 9), read })),
      examples: [
        {
          file: 'examples/datasets/open_orca.jsonl.gz',
          line: 81_204,
          detail: 'column 41: expected a comma',
          raw: reportText('{"instruction": "What is the capital of France?" "output": "Paris"}'),
        },
      ],
    })),
    readings: readingsOf(),
    comparison: {
      before: {
        manifest: 'monday_manifest.json',
        rows: 3_100_000,
        read: 3_800_000,
        duplicates: 590_000,
        bytes: 3_900_000_000,
      },
      after: {
        manifest: 'merged_corpus_manifest.json',
        rows: ROWS,
        read: 4_070_123,
        duplicates: 620_000,
        bytes: 4_213_880_112,
      },
      labels: categories.map(([, label, share], index) => ({
        name: label,
        before: Math.round(share * (index % 2 === 0 ? 1.2 : 0.9) * 3_100_000),
        after: Math.round(share * ROWS),
      })),
      sources: [
        ...sources.slice(1).map((name, index) => ({
          name,
          before: Math.round((files[index + 1]?.kept ?? 0) * 0.9),
          after: files[index + 1]?.kept ?? 0,
        })),
        { name: 'open_orca', before: 0, after: files[0]?.kept ?? 0 },
        { name: 'old_dialogs', before: 41_200, after: 0 },
      ],
      rejected: [{ name: 'invalid_json', before: 10, after: 4120 }],
    },
  };
}

function fileOf(source: string, index: number): FileFigures {
  const read = Math.round(640_000 / (1 + index * 0.6));
  const duplicates =
    index === 4 ? Math.round(read * 0.98) : Math.round(read * ((index % 5) * 0.06));
  const rejected = Math.round(read * ((index % 4) * 0.011));
  return {
    path: `examples/datasets/expansion/${source}.jsonl${index % 3 === 0 ? '.gz' : ''}`,
    format: 'jsonl',
    bytes: read * 1033,
    read,
    kept: read - duplicates - rejected,
    duplicates,
    rejected,
    license: index % 7 === 3 ? undefined : 'apache-2.0',
  };
}

function rejectedOf(rows: number): { reason: string; about: string; rows: number }[] {
  const parts = [
    ['missing_output', 'there is no answer to learn', 0.46],
    ['invalid_json', 'the line is not JSON', 0.27],
    ['unknown_shape', 'the keys fit no known shape', 0.14],
    ['negative_example', 'it is marked as what not to say', 0.08],
    ['not_text', 'a value that should be text is not', 0.04],
    ['invalid_utf8', 'the line is not UTF-8', 0.01],
  ] as const;
  const counted = parts.map(([reason, about, share]) => ({
    reason,
    about,
    rows: Math.floor(share * rows),
  }));
  const [first, ...others] = counted;
  if (first === undefined) return [];
  const rest = others.reduce((total, entry) => total + entry.rows, 0);
  return [{ ...first, rows: rows - rest }, ...others];
}

function overlapOf(files: readonly FileFigures[]): FileOverlap[] {
  const held = (index: number): number =>
    (files[index]?.kept ?? 0) + (files[index]?.duplicates ?? 0);
  const pairs = files
    .flatMap((_, a) => files.slice(a + 1, a + 4).map((_, b) => [a, a + 1 + b]))
    .filter(([a, b]) => a !== 1 || b !== 4);
  return [
    [1, 4, 0.982] as const,
    ...pairs.map(([a = 0, b = 0]) => [a, b, ((a * 7 + b * 3) % 40) / 100] as const),
  ]
    .map(([a, b, part]) => ({
      files: [files[a]?.path ?? '', files[b]?.path ?? ''] as const,
      shared: Math.floor(part * Math.min(held(a), held(b))),
      held: [held(a), held(b)] as const,
    }))
    .sort((a, b) => b.shared - a.shared);
}

function lengthsOf(): LengthFigures[] {
  const shapes = {
    instruction: [
      0, 0, 20, 300, 2400, 12_000, 30_000, 52_000, 60_000, 30_000, 10_000, 2400, 700, 120, 40,
    ],
    input: [0, 0, 0, 10, 200, 900, 2100, 5200, 9000, 12_000, 9000, 4000, 900, 120],
    output: [
      900, 700, 1200, 2100, 6000, 12_000, 20_000, 31_000, 43_000, 42_000, 26_000, 11_000, 3600, 450,
      40, 10,
    ],
  } as const;
  return ['all', ...categories.map(([category]) => category)].flatMap((category, index) =>
    (['instruction', 'input', 'output'] as const).map((field) => {
      const bins = shapes[field].map((rows) => Math.round(rows / (index + 1)));
      const rows = bins.reduce((total, amount) => total + amount, 0);
      return {
        field,
        category,
        rows: field === 'input' ? 5 * rows : rows,
        bins,
        empty: field === 'input' ? 4 * rows : 0,
        median: field === 'output' ? 412 : 208,
        p95: field === 'output' ? 2890 : 1204,
        longest: 81_204,
      };
    }),
  );
}

function tagsOf(sources: readonly string[]): CorpusReport['tags'] {
  const tags = [
    ['mojibake', 'UTF-8 read as Windows-1252', 1204],
    ['cut_off', 'the output ends in mid-sentence or within a code fence', 9120],
    ['refusal', 'the assistant declines', 3801],
    ['repetition', 'n-grams repeat beyond the shares of Gopher', 402],
    ['made_by_another', 'the assistant says who made it', 1411],
    ['secret', 'a key or a token', 3],
    ['invalid_tool_call', 'JSON of a call that does not parse', 0],
  ] as const;
  return tags.map(([tag, about, rows]) => ({
    tag,
    about,
    source: tag === 'repetition' ? 'Rae et al. 2021, table A1' : undefined,
    rows,
    of: 200_000,
    sources: sources.slice(0, rows === 0 ? 0 : 8).map((source, index) => ({
      source,
      rows: Math.ceil(rows / 2 ** (index + 1)),
      of: 9000 - 800 * index,
      examples: [0, 1, 2].map(() => ({
        row: reportRow({
          source,
          output: 'As an AI language model made by OpenAI, I canâ€™t do that.',
        }),
        evidence: 'canâ€™t → can’t',
      })),
    })),
  }));
}

/** Rows as people write them: code, LaTeX, other scripts, dialogues short and long. */
export function readingRows(): ReportRow[] {
  const turns = Array.from(
    { length: 40 },
    (_, index) =>
      [
        index % 2 === 0 ? 'Human' : 'Assistant',
        index % 2 === 0
          ? `What about step ${String(index)}?`
          : `Step ${String(index)} is done so:\n- first\n- then`,
      ] as const,
  );
  return [
    reportRow({}),
    reportRow({
      instruction: 'Write a function that adds two numbers.',
      output:
        'Here it is:\n\n```python\ndef add(a, b):\n    return a + b  # <b>sum</b>\n```\n\nCall it with `add(1, 2)`.',
    }),
    reportRow({
      instruction: 'Solve $x^2 = 4$.',
      output: '\\[x = \\pm 2\\] so \\boxed{2} & \\boxed{-2}.',
    }),
    reportRow({
      instruction: 'ما هي عاصمة مصر؟',
      output: 'عاصمة مصر هي القاهرة (Cairo)، وهي أكبر مدنها.',
    }),
    reportRow({
      instruction: '用一句话介绍长城。',
      output: '长城是中国古代的军事防御工程，全长两万多公里。🐉👩‍👩‍👧',
    }),
    reportRow(
      { instruction: 'And in winter?', output: 'Bring a coat. ☃️', category: 'multiturn_dialog' },
      [
        ['System', 'You are a travel guide.'],
        ['Human', 'When should I see Lisbon?'],
        [
          'Assistant',
          'In May or September: it is warm and not crowded.\n\n```js\nvisit("Lisbon");\n```',
        ],
        ['Tool', '{"weather": "mild"}'],
      ],
    ),
    reportRow({ instruction: 'And then?', output: 'That was all.' }, turns),
    reportRow({ instruction: 'Tool: {"rows": 3}', output: 'Three rows were found.' }, [
      ['Human', 'How many rows?'],
      ['Assistant', '<tool_call>{"name": "count"}</tool_call>'],
    ]),
  ];
}

function readingsOf(): CategoryReading[] {
  return categories.map(([category, label]) => ({ category, label, rows: readingRows() }));
}

/** What a hostile row, name or sentence may hold: nothing of it may run, load, or break out of its place. */
export const hostileTexts: readonly string[] = [
  '<script>window.broken = 1</script>',
  '</style><script>window.broken = 2</script><style>',
  '</script><script>window.broken = 3</script>',
  '<img src=x onerror="window.broken = 4">',
  '"><svg onload=alert(5)>',
  "' onmouseover='alert(6)",
  '<!-- <b>',
  '-->',
  ']]>',
  '<![CDATA[',
  '<iframe src="https://example.com/"></iframe><link rel=stylesheet href="//example.com/a.css">',
  'javascript:alert(7)',
  '</details></div></main><meta http-equiv=refresh content="0;url=https://example.com/">',
  '\u202eabc\u202c \u2066right\u2069 \u200fעברית',
  'a\u0000b\u0007\u001b[2J\u007f\u0085\ud800x\udc00',
  '| a | b |\n| - | - |\n````\n```',
  'word'.repeat(250_000),
];
