import { fault } from '../base/errors.ts';

/** A layer may always unpack to so much. */
const ALWAYS = 1024 * 1024 * 1024;

/** Beyond that, to so many times what it was packed. Programs and texts shrink to a third, hardly ever to a fiftieth. */
const TIMES = 200;

/** Bytes that a layer of `packed` bytes may unpack to before it counts as a bomb: a small file made to fill a disk. */
export function plainLimit(packed: number): number {
  return Math.max(ALWAYS, TIMES * packed);
}

/** The bytes unchanged, as long as they are no more than `limit`. Throws `invalid` then. */
export async function* upTo(limit: number, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limit) {
      throw fault(
        'invalid',
        `the layer unpacks to more than ${limit} bytes, far more than anything honest of its size`,
      );
    }
    yield chunk;
  }
}
