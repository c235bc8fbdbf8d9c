import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orInvalid } from '../../testing/or-invalid.ts';
import { type BodyFraming, bodyFraming } from './body-framing.ts';

const sized = (contentLength: string) => bodyFraming({ contentLength, transferEncoding: undefined });
const chunked = () => bodyFraming({ contentLength: undefined, transferEncoding: 'chunked' });

/** Feeds `bytes` in pieces of `size`; answers the body and what is left after it. */
function read(framing: BodyFraming, bytes: Buffer, size = bytes.length || 1) {
  const body: Buffer[] = [];
  let at = 0;
  while (at < bytes.length && !framing.done) {
    const { consumed, data } = framing.take(bytes.subarray(at, at + size));
    at += consumed;
    body.push(...data);
  }
  return { body: Buffer.concat(body), rest: bytes.subarray(at), done: framing.done };
}

describe('a body with a length', () => {
  it('ends after so many bytes', () => {
    const { body, rest, done } = read(sized('5'), Buffer.from('helloinput'));
    expect([body.toString(), rest.toString(), done]).toEqual(['hello', 'input', true]);
  });

  it('is done at once when it is empty or not announced', () => {
    expect(sized('0').done).toBe(true);
    expect(bodyFraming({ contentLength: undefined, transferEncoding: undefined }).done).toBe(true);
  });

  it.each(['-1', '1e3', 'x', '9'.repeat(30)])('refuses the length %s', (length) => {
    expect(() => sized(length)).toThrow('bad Content-Length');
  });
});

describe('a chunked body', () => {
  it('skips extensions and trailers, and ends after them', () => {
    const bytes = Buffer.from('5;a=b\r\nhello\r\nA \r\n, engine!!\r\n0\r\nX-Sum: 1\r\n\r\ninput');
    const { body, rest } = read(chunked(), bytes);
    expect([body.toString(), rest.toString()]).toEqual(['hello, engine!!', 'input']);
  });

  it.each(['x\r\n', '5\r\nhelloXX\r\n', `${'1'.repeat(9000)}`, '-5\r\n'])('refuses %j', (text) => {
    expect(() => read(chunked(), Buffer.from(text))).toThrow('malformed chunked encoding');
  });

  it('comes back whole, however it was cut into chunks and packets', () => {
    const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }));
    fc.assert(
      fc.property(chunks, fc.uint8Array(), fc.integer({ min: 1, max: 7 }), (parts, after, size) => {
        const coded = parts.flatMap((part) => [
          Buffer.from(`${part.length.toString(16)}\r\n`),
          part,
          Buffer.from('\r\n'),
        ]);
        const bytes = Buffer.concat([...coded, Buffer.from('0\r\n\r\n'), after]);
        const { body, rest, done } = read(chunked(), bytes, size);
        expect(done).toBe(true);
        expect(body).toEqual(Buffer.concat(parts));
        expect(rest).toEqual(Buffer.from(after));
      }),
    );
  });

  it('is read or refused as invalid, whatever a client sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f;\r\n]{0,40}$/)), (text) => {
        const body = orInvalid(() => read(chunked(), Buffer.from(text, 'latin1'), 3));
        expect(body?.body.length ?? 0).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
