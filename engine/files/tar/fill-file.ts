import type { FileHandle } from 'node:fs/promises';

/** So much is written at a time. */
const WRITTEN = 1024 * 1024;
/** Zeros in pieces of this size become a hole. */
const HOLE = 32 * 1024;
const ZEROS = Buffer.alloc(64 * 1024);

/** Writes `size` bytes to a new file: while some are on their way to the disk the next are read, and never more than a few MiB. */
export async function fillFile(file: FileHandle, body: AsyncIterable<Buffer>, size: number): Promise<void> {
  let writing: Promise<unknown> = Promise.resolve();
  let held: Buffer[] = [];
  let heldBytes = 0;
  let at = 0;
  let hasHole = false;
  const flush = async () => {
    const buffers = held;
    const position = at - heldBytes;
    held = [];
    heldBytes = 0;
    await writing;
    if (buffers.length === 0) return;
    writing = writeAll(file, buffers, position);
    writing.catch(() => undefined); // seen when the next is to be written
  };
  for await (const chunk of body) {
    if (isZeros(chunk)) {
      await flush();
      at += chunk.length;
      hasHole = true;
      continue;
    }
    hasHole = false;
    held.push(chunk);
    at += chunk.length;
    heldBytes += chunk.length;
    if (heldBytes >= WRITTEN) await flush();
  }
  await flush();
  await writing;
  if (hasHole) await file.truncate(size);
}

async function writeAll(file: FileHandle, buffers: readonly Buffer[], position: number): Promise<void> {
  const total = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  const { bytesWritten } = await file.writev(buffers as Buffer[], position);
  if (bytesWritten === total) return;
  // A disk that is full takes a part first.
  const rest = Buffer.concat(buffers).subarray(bytesWritten);
  for (let done = 0; done < rest.length; ) {
    const { bytesWritten: more } = await file.write(
      rest,
      done,
      rest.length - done,
      position + bytesWritten + done,
    );
    done += more;
  }
}

function isZeros(chunk: Buffer): boolean {
  if (chunk.length < HOLE || chunk[0] !== 0 || chunk[chunk.length >> 1] !== 0) return false;
  for (let at = 0; at < chunk.length; at += ZEROS.length) {
    const piece = chunk.subarray(at, at + ZEROS.length);
    if (!piece.equals(ZEROS.subarray(0, piece.length))) return false;
  }
  return true;
}
