import type { Manifest } from '@llamaforge/manifest';
import { writeWhole } from '@llamaforge/shards';
import { arch, cpus, hostname, platform } from 'node:os';
import { join } from 'node:path';
import type { MergePlan } from './merge-options.ts';
import type { RunNotes } from './run-notes.ts';

/** Writes `runs/<time>.json`: when, where and how fast a merge ran, which its manifest must not depend on. */
export function writeRunLog(
  plan: MergePlan,
  run: {
    readonly manifest: Manifest;
    readonly notes: RunNotes;
    readonly startedAt: Date;
    readonly endedAt: Date;
  },
): void {
  const seconds = (run.endedAt.getTime() - run.startedAt.getTime()) / 1000;
  const { ledger, inputs } = run.manifest;
  const log = {
    command: 'merge',
    append: plan.append,
    started_at: run.startedAt.toISOString(),
    seconds,
    rows_read: ledger.read,
    input_bytes: inputs.reduce((sum, input) => sum + input.bytes, 0),
    host: hostname(),
    platform: `${platform()}-${arch()}`,
    cpus: cpus().length,
    node: process.version,
    tool_version: plan.toolVersion,
    engine: plan.engine.engine,
    ...run.notes.all(),
  };
  const name = run.startedAt.toISOString().replaceAll(':', '-');
  writeWhole(
    join(plan.paths.stateFolder, 'runs', `${name}.json`),
    `${JSON.stringify(log, undefined, 2)}\n`,
  );
}
