export type StdStream = 'stdin' | 'stdout' | 'stderr';

export interface StdFrame {
  readonly stream: StdStream;
  readonly payload: Uint8Array;
}

const HEADER = 8;
const STREAMS: readonly StdStream[] = ['stdin', 'stdout', 'stderr'];

/**
 * Docker's multiplexed stream: `[stream, 0, 0, 0, size ×4 big-endian]`, then `size` bytes. Give it chunks cut anywhere;
 * it answers whole frames, so that what the engine sent as one message stays one.
 */
export class StdcopyDemux {
  #rest: Uint8Array = new Uint8Array(0);

  push(chunk: Uint8Array): StdFrame[] {
    const data = this.#rest.length === 0 ? chunk : concat(this.#rest, chunk);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const frames: StdFrame[] = [];
    let at = 0;
    while (data.length - at >= HEADER) {
      const stream = STREAMS[view.getUint8(at)];
      if (stream === undefined)
        throw new Error(`not a multiplexed stream: it names stream ${view.getUint8(at)}`);
      const end = at + HEADER + view.getUint32(at + 4);
      if (end > data.length) break;
      frames.push({ stream, payload: data.subarray(at + HEADER, end) });
      at = end;
    }
    this.#rest = data.slice(at);
    return frames;
  }
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
