// The entry of a thread that walks parts of a corpus.
import { parentPort } from 'node:worker_threads';
import { RowSums } from './row-sums.ts';
import { loadTextReaders } from './text-readers.ts';
import { type WalkOrder, type WalkReport } from './walk-plan.ts';
import { walkRange, type FileRange } from './walk-range.ts';

const port = parentPort;
if (port === null) throw new Error('walk-thread is the entry of a worker thread');
let loading: Promise<RowSums> | undefined;

port.on('message', (order: WalkOrder) => {
  // What is rejected here ends the thread, and so the walk.
  void obey(order);
});

async function obey(order: WalkOrder): Promise<void> {
  if (order.kind === 'begin') {
    const { plan } = order;
    loading = loadTextReaders(plan).then((readers) => new RowSums(plan.sample, readers));
    await loading;
    return;
  }
  const sums = await loading;
  if (sums === undefined) throw new Error('a thread was given rows before its plan');
  if (order.kind === 'walk') {
    tell(walk(order.range, sums));
    return;
  }
  const found = sums.sums;
  const buffers = found.prompts.flatMap(({ prints, places, lines }) => [
    prints.buffer,
    places.buffer,
    lines.buffer,
  ]);
  tell({ kind: 'finished', sums: found }, buffers);
}

function walk(range: FileRange, sums: RowSums): WalkReport {
  try {
    const lines = walkRange(range, (row) => {
      sums.addRow(row);
    });
    return { kind: 'walked', lines };
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    return { kind: 'failed', path: range.path, code: String(error.code) };
  }
}

function tell(report: WalkReport, transferred: readonly ArrayBuffer[] = []): void {
  port?.postMessage(report, transferred);
}
