/** Writes to stdout, waiting where its reader is slower. */
export async function writeOut(text: string): Promise<void> {
  if (process.stdout.write(text)) return;
  await new Promise<void>((resolve, reject) => {
    process.stdout.once('drain', resolve).once('error', reject);
  });
}

/** Columns of the terminal, at least 60; 80 where there is none. */
export function widthColumns(): number {
  return process.stdout.isTTY ? Math.max(60, process.stdout.columns) : 80;
}
