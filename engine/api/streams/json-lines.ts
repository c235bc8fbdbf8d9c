import { messageOf } from '../../base/errors.ts';
import type { ProgressMessage } from '../backends/progress.ts';

/** Each value as JSON and a line end. */
export async function* jsonLines(values: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  for await (const value of values) yield jsonLine(value);
}

/**
 * Progress messages as JSON lines. The header is out by the time that something fails, so a failure is the last
 * message, in the form that clients look for. They expect CR LF.
 */
export async function* progressLines(messages: AsyncIterable<ProgressMessage>): AsyncGenerator<Buffer> {
  try {
    for await (const message of messages) yield progressLine(message);
  } catch (error) {
    const message = messageOf(error);
    yield progressLine({ errorDetail: { message }, error: message });
  }
}

/**
 * Waits for the first message, so that what fails before it still gets a status, and answers all messages. Thrown is what
 * the messages throw.
 */
export async function begun(
  messages: AsyncIterable<ProgressMessage>,
): Promise<AsyncGenerator<ProgressMessage>> {
  const iterator = messages[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    try {
      if (first.done === true) return;
      yield first.value;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  })();
}

function progressLine(message: ProgressMessage): Buffer {
  return Buffer.from(`${JSON.stringify(message)}\r\n`);
}

function jsonLine(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
