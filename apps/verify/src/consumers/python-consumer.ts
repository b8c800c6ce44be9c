import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Reading } from '../read-chunks.ts';
import { consumedRowsSchema, type ConsumedRows } from './consumed-rows.ts';
import { type RowReference } from './row-reference.ts';

/** Which library reads which file, with the reference that the script compares with. */
export interface PythonReading {
  readonly python: string;
  readonly module: 'datasets' | 'pandas' | 'duckdb';
  readonly file: string;
  /** the file of hashes */
  readonly hashes: string;
  /** a folder of its own, which is both the working folder and the place of caches */
  readonly scratch: string;
  readonly reference: RowReference;
}

/** What came of it: the rows, the error that the library ends with, or why it could not be asked. */
export type PythonOutcome =
  ConsumedRows | { readonly error: string } | { readonly missing: string };

const script = fileURLToPath(new URL('../../consumers/read_rows.py', import.meta.url));

const messageSchema = z.union([
  z.strictObject({ progress: z.int() }),
  z.strictObject({ missing: z.string() }),
  z.strictObject({ error: z.string() }),
  consumedRowsSchema,
]);
type Message = z.infer<typeof messageSchema>;

/** Lets a library of Python read a file in a process of its own, which ends with the signal; throws the signal's reason. */
export async function readByPython(
  { python, module, file, hashes, scratch, reference }: PythonReading,
  { signal, onProgress }: Reading,
): Promise<PythonOutcome> {
  signal.throwIfAborted();
  const { rows, bytes: bytesTotal, longestBytes } = reference;
  const child = spawn(python, [script, module, file, hashes, scratch, String(longestBytes)], {
    cwd: scratch,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  signal.addEventListener('abort', kill);
  try {
    const outcome = await hear({ child, python }, (progress) => {
      const bytesDone = Math.floor((bytesTotal * progress) / Math.max(1, rows));
      onProgress({ what: `by ${module}`, bytesDone, bytesTotal, rows: progress });
    });
    signal.throwIfAborted();
    return describeOutcome(outcome, { python, module });
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

interface Heard {
  readonly end: ProcessEnd;
  readonly complaint: string;
  readonly answer: Exclude<Message, { readonly progress: number }> | undefined;
}

/** Everything a process has to say, once it is gone. */
async function hear(
  { child, python }: { readonly child: ChildProcess; readonly python: string },
  onProgress: (rows: number) => void,
): Promise<Heard> {
  let answer: Heard['answer'];
  const messages = readMessages(child, (message) => {
    if ('progress' in message) onProgress(message.progress);
    else answer = message;
  });
  const [end, complaint] = await Promise.all([
    waitForEnd(child, python),
    readComplaint(child),
    messages,
  ]);
  return { end, complaint, answer };
}

function describeOutcome(
  { end, complaint, answer }: Heard,
  { python, module }: Pick<PythonReading, 'python' | 'module'>,
): PythonOutcome {
  if (end.unbegun !== undefined) return { missing: end.unbegun };
  if (answer === undefined) {
    return { error: `${python} ended with ${end.how}${withComplaint(complaint)}` };
  }
  if ('missing' in answer) {
    const install = `${python} -m pip install ${module}`;
    return { missing: `${python} has no module ${answer.missing} (${install})` };
  }
  return 'error' in answer ? { error: `${answer.error}${withComplaint(complaint)}` } : answer;
}

interface ProcessEnd {
  /** Why there was no process at all. */
  readonly unbegun: string | undefined;
  readonly how: string;
}

/** Waits until a process is gone and its pipes are closed; its errors are the outcome's, not thrown. */
function waitForEnd(child: ChildProcess, program: string): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      // One that was begun still has its end to come.
      if (child.pid !== undefined) return;
      const unbegun =
        error.code === 'ENOENT'
          ? `there is no ${program}`
          : `${program} cannot be run (${error.code ?? error.message})`;
      resolve({ unbegun, how: '' });
    });
    child.on('close', (code, signalName) => {
      resolve({ unbegun: undefined, how: signalName ?? `exit code ${String(code)}` });
    });
  });
}

/** A program that says something else has not answered, which is told from its end. */
async function readMessages(
  { stdout }: ChildProcess,
  onMessage: (message: Message) => void,
): Promise<void> {
  if (stdout === null) return;
  for await (const line of createInterface({ input: stdout })) {
    const message = parseMessage(line);
    if (message !== undefined) onMessage(message);
  }
}

function parseMessage(line: string): Message | undefined {
  try {
    return messageSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** The last line that a process wrote on stderr; of a very long text only the end is looked at. */
async function readComplaint({ stderr }: ChildProcess): Promise<string> {
  let text = '';
  stderr?.setEncoding('utf8');
  for await (const part of stderr ?? [])
    text = `${text}${String(part)}`.slice(-COMPLAINT_CHARACTERS);
  const lines = text.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '') ?? '';
}

const COMPLAINT_CHARACTERS = 4000;

function withComplaint(complaint: string): string {
  return complaint === '' ? '' : `; on stderr: ${complaint.slice(0, 300)}`;
}
