/** Lets the process hear its signals; throws where the merge is to stop. */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  signal?.throwIfAborted();
}
