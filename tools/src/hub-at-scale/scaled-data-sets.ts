import type { BlockSource } from './block-source.ts';
import { passageColumns, problemColumns, storyColumns, triviaColumns } from './columns.ts';
import { dialogueLines } from './dialogue-lines.ts';
import { isSelected } from './file-rows.ts';
import { gzippedJsonLines, jsonArray } from './json-blocks.ts';
import { parquetBlocks } from './parquet-blocks.ts';
import { plannedFiles, type FilePlan } from './planned-files.ts';
import { codingTaskRow } from './rows/coding-task-row.ts';
import { passageQuestionRow } from './rows/passage-question-row.ts';
import { preferenceRow } from './rows/preference-row.ts';
import { redTeamRow } from './rows/red-team-row.ts';
import { schoolProblemRow, socraticProblemRow } from './rows/school-problem-row.ts';
import { storyRow } from './rows/story-row.ts';
import { triviaRow } from './rows/trivia-row.ts';
import { workedProblemRow } from './rows/worked-problem-row.ts';

/** A data set as its repository has it on the Hub. */
export interface ScaledDataSet {
  readonly repository: string;
  readonly commit: string;
  readonly license: string;
  readonly stored: 'lfs' | 'xet';
  readonly files: Readonly<Record<string, BlockSource>>;
}

/** How many rows stand for so many of the Hub's. */
export type Scaled = (rows: number) => number;

// What no card reads is there to be passed over, and small.
const OTHER_ROWS = 500;

/** The eight sets with the row counts, columns, formats, file names and commits of the Hub. */
export function scaledDataSets(scaled: Scaled): readonly ScaledDataSet[] {
  return [
    preferences(scaled),
    dialogues(scaled),
    workedProblems(scaled),
    schoolProblems(scaled),
    stories(scaled),
    passageQuestions(scaled),
    trivia(scaled),
    codingTasks(scaled),
  ];
}

function preferences(scaled: Scaled): ScaledDataSet {
  const files = [
    ['harmless-base', 42_537],
    ['helpful-base', 43_835],
    ['helpful-online', 22_007],
    ['helpful-rejection-sampled', 52_421],
  ] as const;
  const makeRow = preferenceRow;
  const plans: FilePlan[] = [
    ...files.map(([folder, rows]) => ({
      path: `${folder}/train.jsonl.gz`,
      rows: scaled(rows),
      makeRow,
    })),
    ...files.map(([folder]) => ({
      path: `${folder}/test.jsonl.gz`,
      rows: scaled(OTHER_ROWS),
      makeRow,
    })),
    {
      path: 'red-team-attempts/red_team_attempts.jsonl.gz',
      rows: scaled(OTHER_ROWS),
      makeRow: redTeamRow,
    },
  ];
  return {
    repository: 'Anthropic/hh-rlhf',
    commit: '09be8c5bbc57cb3887f3a9732ad6aa7ec602a1fa',
    license: 'mit',
    stored: 'lfs',
    files: plannedFiles(plans, gzippedJsonLines),
  };
}

function dialogues(scaled: Scaled): ScaledDataSet {
  // 1,468,348 in all. How they are spread over the ten files is not known; here it is evenly.
  const files = Array.from({ length: 10 }, (_, i) => {
    const first = scaled(146_835) * i;
    const rows = scaled(i < 8 ? 146_835 : 146_834);
    return [`train_${String(i)}.jsonl`, dialogueLines(rows, first)] as const;
  });
  return {
    repository: 'openbmb/UltraChat',
    commit: 'f220fe796ce3ed62fbe1681b45ce6cbc9c6cabe0',
    license: 'mit',
    stored: 'lfs',
    files: Object.fromEntries(files),
  };
}

function workedProblems(scaled: Scaled): ScaledDataSet {
  const plan = { path: 'MathInstruct.json', rows: scaled(262_039), makeRow: workedProblemRow };
  return {
    repository: 'TIGER-Lab/MathInstruct',
    commit: 'b4fdc323a7be1379c9c7c0b67b1de72dfee2111a',
    license: 'mit',
    stored: 'lfs',
    files: plannedFiles([plan], jsonArray),
  };
}

function schoolProblems(scaled: Scaled): ScaledDataSet {
  const config = (name: string, makeRow: typeof schoolProblemRow): ScaledDataSet['files'] =>
    plannedFiles(
      [
        { path: `${name}/train-00000-of-00001.parquet`, rows: scaled(7473), makeRow },
        { path: `${name}/test-00000-of-00001.parquet`, rows: scaled(OTHER_ROWS), makeRow },
      ],
      (file) => parquetBlocks(file, problemColumns),
    );
  return {
    repository: 'openai/gsm8k',
    commit: '740312add88f781978c0658806c59bc2815b9866',
    license: 'mit',
    stored: 'xet',
    files: { ...config('main', schoolProblemRow), ...config('socratic', socraticProblemRow) },
  };
}

function stories(scaled: Scaled): ScaledDataSet {
  const names = [
    ['train-00000-of-00002-105e07cb0d199464', 136_300],
    ['train-00001-of-00002-4fdb982c11056472', 136_300],
    ['test-00000-of-00001-16503b0c26ed00c6', OTHER_ROWS],
    // This hash is invented: nobody has told it.
    ['validation-00000-of-00001-5f0d3c1e9a7b2468', OTHER_ROWS],
  ] as const;
  const plans = names.map(([name, rows]) => ({
    path: `data/${name}.parquet`,
    rows: scaled(rows),
    makeRow: storyRow,
  }));
  return {
    repository: 'euclaise/writingprompts',
    commit: '35f0aa359452ba8147b34d925684fccee26679cc',
    license: 'mit',
    stored: 'xet',
    files: plannedFiles(plans, (file) => parquetBlocks(file, storyColumns)),
  };
}

function passageQuestions(scaled: Scaled): ScaledDataSet {
  const rows = scaled(130_319);
  const answerable = scaled(86_821);
  const makeRow = (number: number): object =>
    passageQuestionRow(number, isSelected(number, rows, answerable));
  const plans = [
    { path: 'squad_v2/train-00000-of-00001.parquet', rows, makeRow },
    { path: 'squad_v2/validation-00000-of-00001.parquet', rows: scaled(OTHER_ROWS), makeRow },
  ];
  return {
    repository: 'rajpurkar/squad_v2',
    commit: '3ffb306f725f7d2ce8394bc1873b24868140c412',
    license: 'cc-by-sa-4.0',
    stored: 'xet',
    files: plannedFiles(plans, (file) => parquetBlocks(file, passageColumns)),
  };
}

function trivia(scaled: Scaled): ScaledDataSet {
  const plans = [
    ['train', 138_384],
    ['validation', OTHER_ROWS],
    ['test', OTHER_ROWS],
  ] as const;
  return {
    repository: 'mandarjoshi/trivia_qa',
    commit: '0f7faf33a3908546c6fd5b73a660e0f8ff173c2f',
    license: 'unknown',
    stored: 'xet',
    files: plannedFiles(
      plans.map(([split, rows]) => ({
        path: `rc.nocontext/${split}-00000-of-00001.parquet`,
        rows: scaled(rows),
        makeRow: triviaRow,
      })),
      (file) => parquetBlocks(file, triviaColumns),
    ),
  };
}

function codingTasks(scaled: Scaled): ScaledDataSet {
  const rows = scaled(20_022);
  const answered = scaled(20_016);
  const makeRow = (number: number): object =>
    codingTaskRow(number, isSelected(number, rows, answered));
  return {
    repository: 'sahil2801/CodeAlpaca-20k',
    // Nobody has told the commit; this one is invented.
    commit: 'c0de'.repeat(10),
    license: 'cc-by-4.0',
    stored: 'lfs',
    files: plannedFiles([{ path: 'code_alpaca_20k.json', rows, makeRow }], jsonArray),
  };
}
