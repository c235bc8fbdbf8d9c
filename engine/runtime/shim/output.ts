import { close, constants, open } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { OutputChunk } from '../../base/stdio.ts';
import { LogParser } from './log-parser.ts';
import type { SpareFifo } from './spare-fifo.ts';

/**
 * A fifo that a shim takes for its log file: what the process prints comes through it without touching the disk, and a
 * slow reader slows the process.
 */
export interface OutputFifo {
  readonly path: string;
  /** What comes through; ends when the shim closes it. Breaking off throws the rest away, so the process never blocks. */
  chunks(): AsyncIterable<OutputChunk>;
  /** Without a shim: gives the descriptor back. */
  close(): void;
}

/** Puts a fifo into `folder` and opens it for reading. */
export async function openOutputFifo(folder: string, spare: SpareFifo): Promise<OutputFifo> {
  const path = join(folder, 'output');
  await spare.put(path);
  // Without O_NONBLOCK the open would wait for the shim (fifo(7)).
  const fd = await promisify(open)(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return { path, chunks: () => readFifo(fd), close: () => close(fd) };
}

async function* readFifo(fd: number): AsyncGenerator<OutputChunk> {
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on('error', () => undefined);
  const parser = new LogParser();
  try {
    for await (const bytes of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      yield* parser.push(bytes);
    }
  } finally {
    socket.resume();
  }
}
