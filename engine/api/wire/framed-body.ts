import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import { fault } from '../../base/errors.ts';
import { bodyFraming } from './body-framing.ts';
import { LARGEST_BODY } from './limits.ts';

/**
 * Reads the body of a request whose connection is raw already (Node's parser stops after the head of an upgrade) and
 * leaves what follows it in `source`: that is the process's input. Throws `invalid` for broken framing, a body that
 * ends early, and a huge one.
 */
export async function readFramedBody(source: Duplex, headers: IncomingHttpHeaders): Promise<Buffer> {
  const framing = bodyFraming({
    contentLength: headers['content-length'],
    transferEncoding: headers['transfer-encoding'],
  });
  const parts: Buffer[] = [];
  let length = 0;
  while (!framing.done) {
    const bytes = await nextBytes(source);
    if (bytes === undefined) throw fault('invalid', 'invalid JSON: got EOF while reading request body');
    const { consumed, data } = framing.take(bytes);
    if (consumed < bytes.length) source.unshift(bytes.subarray(consumed));
    parts.push(...data);
    length += consumed;
    if (length > LARGEST_BODY) throw fault('invalid', `request body is larger than ${LARGEST_BODY} bytes`);
  }
  return Buffer.concat(parts);
}

/** What can be read now, waiting for it; undefined at the end. */
async function nextBytes(source: Duplex): Promise<Buffer | undefined> {
  for (;;) {
    const bytes: unknown = source.read();
    if (Buffer.isBuffer(bytes)) return bytes;
    if (source.readableEnded || source.destroyed) return undefined;
    await new Promise<void>((resolve) => {
      const done = () => {
        for (const event of ['readable', 'end', 'close']) source.off(event, done);
        resolve();
      };
      for (const event of ['readable', 'end', 'close']) source.once(event, done);
    });
  }
}
