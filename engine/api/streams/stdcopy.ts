import type { OutputChunk } from '../../base/stdio.ts';

const STREAM = { stdin: 0, stdout: 1, stderr: 2 } as const;

/**
 * One frame of Docker's multiplexed stream: the stream's number, three zero bytes, the length as four bytes big-endian,
 * then the data (API reference, "Stream format").
 */
export function frame(stream: OutputChunk['stream'], data: Uint8Array): Buffer {
  return Buffer.concat([frameHead(stream, data.length), data]);
}

/** What comes before a frame's data. */
export function frameHead(stream: OutputChunk['stream'], length: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeUInt32BE(STREAM[stream] << 24, 0);
  bytes.writeUInt32BE(length, 4);
  return bytes;
}

/** Docker's names for the two forms in which a process's output travels. */
export const RAW_STREAM = 'application/vnd.docker.raw-stream';
export const MULTIPLEXED_STREAM = 'application/vnd.docker.multiplexed-stream';
