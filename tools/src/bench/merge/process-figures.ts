/** What a process and the children it has waited for have used so far. */
export interface ProcessFigures {
  readonly cpuSeconds: number;
  /** of this process alone; 0 where it is said no longer */
  readonly peakBytes: number;
  readonly parent: number;
}

/** What `time -o` wrote with the format `%U %S %M`; undefined where it is something else. */
export function parseTimeOutput(
  text: string,
): { readonly cpuSeconds: number; readonly peakBytes: number } | undefined {
  // A line about the exit status comes first where it was not 0.
  const figures = /(?<user>[\d.]+) (?<system>[\d.]+) (?<kilobytes>\d+)\s*$/u.exec(text)?.groups;
  if (figures === undefined) return undefined;
  return {
    cpuSeconds: Number(figures['user']) + Number(figures['system']),
    peakBytes: Number(figures['kilobytes']) * 1024,
  };
}

// Linux gives times in hundredths of a second to every program, whatever the kernel's own clock is.
const ticksPerSecond = 100;

/** What `/proc/<pid>/stat` and `/proc/<pid>/status` say; undefined where the first is no such file. */
export function parseProcessFigures(stat: string, status: string): ProcessFigures | undefined {
  // The name in parentheses may hold blanks and parentheses itself: fields count from the last one.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 1)
    .trim()
    .split(' ');
  // By the numbers of proc(5): ppid 4, utime 14, stime 15, cutime 16, cstime 17; the first field here is the 3rd.
  const field = (number: number): number => Number(fields[number - 3] ?? NaN);
  const ticks = field(14) + field(15) + field(16) + field(17);
  if (!stat.includes(')') || Number.isNaN(ticks)) return undefined;
  const kilobytes = /^VmHWM:\s+(?<kilobytes>\d+) kB$/mu.exec(status)?.groups?.['kilobytes'];
  return {
    cpuSeconds: ticks / ticksPerSecond,
    peakBytes: Number(kilobytes ?? 0) * 1024,
    parent: field(4),
  };
}
