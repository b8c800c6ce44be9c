import { pipeline, Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { CorpusError, DamagedFileError } from '@llamaforge/schema';
import type { Decompress } from 'fzstd';
import { chunkBytes, readFileChunks } from './read-file-chunks.ts';
import { ZstdFrameWalker } from './zstd-frame-walker.ts';

/** The bytes inside a gzip file of one or several members. Throws a `DamagedFileError` for one that is cut, altered, or followed by anything but zeros. */
export async function* gunzip(
  path: string,
  chunks: AsyncGenerator<Buffer, void, undefined>,
): AsyncGenerator<Buffer, void, undefined> {
  const stream = zlib.createGunzip({ chunkSize: chunkBytes });
  yield* through(path, { chunks, stream, what: 'its gzip data' });
  // zlib takes zeros after a member for padding and stops there, whatever follows them.
  const end = stream.bytesWritten;
  for await (const chunk of readFileChunks(path, { start: end })) {
    if (chunk.some((byte) => byte !== 0)) {
      throw new DamagedFileError(path, `data follows its gzip data after byte ${String(end)}`);
    }
  }
}

/** The bytes inside a zstd file of one or several frames, by Node's own decoder where it has one (22.15 and later), else by fzstd, which checks no checksums. */
export function unzstd(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  return 'createZstdDecompress' in zlib
    ? unzstdNatively(path, chunks)
    : unzstdPortably(path, chunks);
}

/** Zstd without the help of Node, at a quarter of the speed. */
export async function* unzstdPortably(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const fzstd = await import('fzstd');
  const decoded: Buffer[] = [];
  // A decoder for each frame: fzstd calls itself at each frame's end and runs out of stack on many small ones.
  let decoder: Decompress | undefined;
  for await (const piece of splitFrames(path, chunks)) {
    decoder ??= new fzstd.Decompress((bytes) => {
      decoded.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    });
    try {
      decoder.push(piece.bytes, piece.endsFrame);
    } catch (error) {
      throw portableZstdErrorOf(error, path);
    }
    if (piece.endsFrame) decoder = undefined;
    yield* decoded;
    decoded.length = 0;
  }
}

async function* unzstdNatively(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const pieces = splitFrames(path, chunks);
  try {
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      const frame = oneFrame(next.value, pieces);
      yield* through(path, { chunks: frame, stream: createZstdStream(), what: 'its zstd data' });
    }
  } finally {
    await pieces.return();
  }
}

interface FramePiece {
  readonly bytes: Buffer;
  readonly endsFrame: boolean;
}

async function* splitFrames(
  path: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<FramePiece, void, undefined> {
  const walker = new ZstdFrameWalker();
  let frames = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const start = at;
      at = walkFrame(walker, { path, chunk, start });
      const endsFrame = walker.isBetweenFrames;
      if (endsFrame) frames += 1;
      if (!walker.isSkippable) yield { bytes: chunk.subarray(start, at), endsFrame };
    }
  }
  if (frames === 0 || !walker.isBetweenFrames) {
    throw new DamagedFileError(path, 'its zstd data is cut off');
  }
}

function walkFrame(
  walker: ZstdFrameWalker,
  at: { readonly path: string; readonly chunk: Buffer; readonly start: number },
): number {
  try {
    return walker.walk(at.chunk, at.start);
  } catch (error) {
    throw portableZstdErrorOf(error, at.path);
  }
}

async function* oneFrame(
  first: FramePiece,
  rest: AsyncGenerator<FramePiece, void, undefined>,
): AsyncGenerator<Buffer, void, undefined> {
  yield first.bytes;
  for (let isWhole = first.endsFrame; !isWhole;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value.bytes;
    isWhole = next.value.endsFrame;
  }
}

async function* through(
  path: string,
  source: {
    readonly chunks: AsyncGenerator<Buffer, void, undefined>;
    readonly stream: Transform;
    readonly what: string;
  },
): AsyncGenerator<Buffer, void, undefined> {
  const { chunks, stream, what } = source;
  // The loop below gets every error of the pipeline; the callback only keeps them from being thrown twice.
  const decoded: AsyncIterable<unknown> = pipeline(chunks, stream, () => undefined);
  try {
    for await (const piece of decoded) {
      if (Buffer.isBuffer(piece)) yield piece;
    }
  } catch (error) {
    throw streamErrorOf(error, path, what);
  } finally {
    // Destroying the stream lets go of the file at some later time; this waits for it.
    await chunks.return();
  }
}

function streamErrorOf(error: unknown, path: string, what: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return error;
  if (error.code === 'Z_BUF_ERROR') {
    return new DamagedFileError(path, `${what} is cut off`, { cause: error });
  }
  if (error.code === 'Z_DATA_ERROR' || error.code.startsWith('ZSTD_error_')) {
    return new DamagedFileError(path, `${what} is wrong: ${error.message}`, { cause: error });
  }
  return error;
}

const windowTooLarge = 1;

function portableZstdErrorOf(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  if ('code' in error && error.code === windowTooLarge) {
    const advice = 'Use Node 22.15 or later, or compress it anew without --ultra and --long.';
    return new CorpusError(
      `${path} needs more than the 32 MB of window that zstd has on this version of Node. ${advice}`,
      { cause: error },
    );
  }
  return new DamagedFileError(path, `its zstd data is wrong: ${error.message}`, { cause: error });
}

/** Node's zstd stream; looked up by name, because the types of the oldest supported Node do not know it. */
function createZstdStream(): Transform {
  const create: unknown = Reflect.get(zlib, 'createZstdDecompress');
  const stream: unknown =
    typeof create === 'function'
      ? Reflect.apply(create, undefined, [{ chunkSize: chunkBytes }])
      : undefined;
  if (stream instanceof Transform) return stream;
  throw new TypeError('zlib.createZstdDecompress gave no stream');
}
