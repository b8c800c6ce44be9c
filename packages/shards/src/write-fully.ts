/** Gives `bytes` to `write` until it has taken all: the system may take less than it is given, on a full disk above all, and say no word. */
export function writeFully(bytes: Uint8Array, write: (rest: Uint8Array) => number): void {
  for (let taken = 0; taken < bytes.length;) taken += write(bytes.subarray(taken));
}
