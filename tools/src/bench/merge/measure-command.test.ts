import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { measureCommand, measuredBySamples } from './measure-command.ts';

// Busy for 0.3 s of CPU time, whatever else the machine does, holding 64 MB; in a child, so that the tree counts.
const busy = `
  const held = Buffer.alloc(64 * 1024 * 1024, 1);
  while (process.cpuUsage().user + process.cpuUsage().system < 3e5) held[0] += 1;
`;
const command = {
  program: 'sh',
  words: ['-c', '"$0" -e "$1"; true', process.execPath, busy],
  folder: tmpdir(),
};

test.runIf(process.platform === 'linux').each([
  ['as the kernel counts it', measureCommand],
  ['by samples', measuredBySamples],
])('measures what a command and its children take, %s', async (_, measure) => {
  const { seconds, cpuSeconds, peakBytes } = await measure(command);

  expect(seconds).toBeGreaterThan(0.2);
  expect(cpuSeconds).toBeGreaterThan(0.2);
  expect(cpuSeconds).toBeLessThan(2);
  expect(peakBytes).toBeGreaterThan(64 * 1024 * 1024);
  expect(peakBytes).toBeLessThan(512 * 1024 * 1024);
});

test('a command that fails is an error with what it printed', async () => {
  const failing = {
    program: 'sh',
    words: ['-c', 'echo no such thing >&2; exit 3'],
    folder: tmpdir(),
  };

  await expect(measureCommand(failing)).rejects.toThrow(/ended with 3: no such thing/u);
});
