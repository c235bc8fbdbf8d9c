import { messageOf } from '../../base/errors.ts';
import type { ProgressMessage } from '../backends.ts';

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

function progressLine(message: ProgressMessage): Buffer {
  return Buffer.from(`${JSON.stringify(message)}\r\n`);
}

function jsonLine(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
