import { openStream } from './open-stream.ts';
import type { EngineStream, OpenOptions } from './stream.ts';

/** The window's channel holds 256 streams, and other things need some. */
const MOST_AT_ONCE = 64;

let underWay = 0;
const waiting: (() => void)[] = [];

/**
 * Asks the engine for something that may take its time, such as a stop with its grace. A browser has six connections for a page:
 * a few such requests on these would hold up all else that the page asks, so they go by the stream channel. Throws an EngineError.
 */
export async function askPatiently(
  path: string,
  open: (options: OpenOptions) => EngineStream = openStream,
): Promise<void> {
  if (underWay < MOST_AT_ONCE) underWay += 1;
  else await new Promise<void>((go) => waiting.push(go));
  try {
    for await (const _nothing of open({ method: 'POST', path }));
  } finally {
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }
}
