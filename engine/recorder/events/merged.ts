import type { EngineEvent } from '../../events/bus.ts';

/** Two streams of events, each in the order of time, as one. */
export async function* merged(
  left: AsyncIterable<EngineEvent>,
  right: AsyncIterable<EngineEvent>,
): AsyncGenerator<EngineEvent> {
  const sides = [left[Symbol.asyncIterator](), right[Symbol.asyncIterator]()] as const;
  try {
    let [a, b] = await Promise.all([sides[0].next(), sides[1].next()]);
    for (;;) {
      if (a.done !== true && (b.done === true || a.value.timeNano <= b.value.timeNano)) {
        yield a.value;
        a = await sides[0].next();
      } else if (b.done !== true) {
        yield b.value;
        b = await sides[1].next();
      } else return;
    }
  } finally {
    for (const side of sides) await side.return?.();
  }
}
