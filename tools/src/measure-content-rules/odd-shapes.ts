import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { at, list, text, type Place } from './raw-value.ts';

/** UKP's pairs of arguments: the side that its file is named after, and the argument that convinced. */
export function argumentRow(raw: unknown, { file }: Place): readonly unknown[] {
  const [topic = '', side = ''] = (file.split('/').at(-1) ?? '').replace(/\.csv$/u, '').split('_');
  const words = (name: string): string => name.replaceAll('-', ' ').trim();
  return [
    { prompt: `${words(topic)}? ${words(side)}`, completion: at(raw, text(at(raw, 'label'))) },
  ];
}

/** A story's first thirty words as the prompt, and how it goes on. */
export function headAndRest(story: unknown): unknown {
  const words = text(story).split(' ');
  return { prompt: words.slice(0, 30).join(' '), completion: words.slice(30).join(' ') };
}

/** Gorilla holds request and answer in one text, each under a header. */
export function gorillaRow(raw: unknown): readonly unknown[] {
  const [request = '', answer = ''] = text(at(raw, 'code')).split('###Output:');
  return [{ prompt: request.replace('###Instruction:', ''), completion: answer }];
}

/** ToolAlpaca holds a tool's description beside a list of requests and one of calls. */
export function toolAlpacaRows(raw: unknown): readonly unknown[] {
  return list(at(raw, 'Instructions')).map((instruction, index) => ({
    instruction,
    input: at(raw, 'NLDocumentation'),
    output: JSON.stringify(at(raw, 'Golden_Answers', index)),
  }));
}

/** ToolBench's answer tree keeps the talks it would train on, one for every call. */
export function toolBenchRows(raw: unknown): readonly unknown[] {
  const tools = at(raw, 'answer_generation', 'function');
  return list(at(raw, 'answer_generation', 'train_messages')).map((messages) => ({
    tools,
    messages: list(messages).map((message) => {
      const call = at(message, 'function_call');
      const said = { role: at(message, 'role'), content: at(message, 'content') };
      return call === undefined ? said : { ...said, tool_calls: [{ function: call }] };
    }),
  }));
}

/** BFCL keeps its answers in a file of their own, by id. */
export function withAnswersOf(raw: unknown, { folder, file }: Place): readonly unknown[] {
  const path = `${folder}/${file.replace('bfcl/', 'bfcl/possible_answer-')}.gz`;
  const answers = answersByPath.get(path) ?? readAnswers(path);
  answersByPath.set(path, answers);
  return [
    {
      instruction: list(at(raw, 'question', 0))
        .map((message) => text(at(message, 'content')))
        .join('\n'),
      input: JSON.stringify(at(raw, 'function')),
      output: JSON.stringify(answers.get(at(raw, 'id'))),
    },
  ];
}

const answersByPath = new Map<string, ReadonlyMap<unknown, unknown>>();

function readAnswers(path: string): ReadonlyMap<unknown, unknown> {
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n');
  return new Map(
    lines.map((line) => {
      const answer: unknown = JSON.parse(line);
      return [at(answer, 'id'), at(answer, 'ground_truth')] as const;
    }),
  );
}

/** API-Bank is a tar of one dialogue a file, in JSON lines; a call and its result stand in one line. */
export function apiBankDialogues(tar: Buffer): readonly unknown[] {
  return filesOfTar(tar).map((file) => ({
    messages: file
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap((line) => apiBankTurns(JSON.parse(line))),
  }));
}

function apiBankTurns(turn: unknown): readonly unknown[] {
  const role = at(turn, 'role');
  if (role !== 'API') {
    return [{ role: role === 'User' ? 'user' : 'assistant', content: at(turn, 'text') }];
  }
  const call = { name: at(turn, 'api_name'), arguments: at(turn, 'param_dict') };
  return [
    { role: 'assistant', content: null, tool_calls: [{ function: call }] },
    { role: 'tool', content: JSON.stringify(at(turn, 'result')) },
  ];
}

/** The texts of a tar's `.jsonl` files, by name. Headers of 512 bytes: name at 0, size in octal at 124. */
function filesOfTar(tar: Buffer): readonly string[] {
  const files = new Map<string, string>();
  for (let start = 0; start + 512 <= tar.length && tar[start] !== 0;) {
    const name = tar.toString('latin1', start, start + 100).replace(/\0.*$/su, '');
    const size = Number.parseInt(tar.toString('latin1', start + 124, start + 136), 8);
    const begin = start + 512;
    if (name.endsWith('.jsonl')) files.set(name, tar.toString('utf8', begin, begin + size));
    start = begin + Math.ceil(size / 512) * 512;
  }
  return [...files.keys()].sort().map((name) => files.get(name) ?? '');
}
