import type { FileHandle } from 'node:fs/promises';

/** Writes all of it at a position. A disk that is getting full takes a part first, and says why with the next write. */
export async function writeWhole(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
