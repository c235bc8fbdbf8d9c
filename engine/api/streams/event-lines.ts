import type { WireEvent } from '../backends/system.ts';

/**
 * Events as JSON lines. Their nanoseconds are beyond what a JavaScript number holds exactly, and clients ask on with
 * `since` where the last one ended, so the digits are written as they are.
 */
export async function* eventLines(events: AsyncIterable<WireEvent>): AsyncGenerator<Buffer> {
  for await (const { timeNano, ...event } of events) {
    const text = JSON.stringify(event);
    yield Buffer.from(`${text.slice(0, -1)},"timeNano":${timeNano}}\n`);
  }
}
