import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogReader } from './log-reader.ts';

const T1 = '2026-11-22T04:00:00.000000001Z';
const T2 = '2026-11-22T04:00:00.000000002Z';

function frame(stream: 1 | 2, text: string): Uint8Array {
  const payload = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + payload.length);
  bytes[0] = stream;
  new DataView(bytes.buffer).setUint32(4, payload.length);
  bytes.set(payload, 8);
  return bytes;
}

describe('LogReader', () => {
  it('takes the time off each line', () => {
    const lines = new LogReader(false).push(frame(1, `${T1} hello\n`));
    expect(lines).toEqual([{ stream: 'stdout', time: T1, raw: 'hello' }]);
  });

  it('joins a long line that came in several frames, each with a time', () => {
    const reader = new LogReader(false);
    expect(reader.push(frame(1, `${T1} first `))).toEqual([]);
    expect(reader.openSince).toBe(T1);
    expect(reader.push(frame(2, `${T2} between\n`))).toEqual([
      { stream: 'stderr', time: T2, raw: 'between' },
    ]);
    expect(reader.push(frame(1, `${T2} second\n`))).toEqual([
      { stream: 'stdout', time: T1, raw: 'first second' },
    ]);
    expect(reader.openSince).toBeUndefined();
  });

  it('gives a last line without newline when the log ended', () => {
    const reader = new LogReader(false);
    reader.push(frame(1, `${T1} prompt> `));
    expect(reader.finish()).toEqual([{ stream: 'stdout', time: T1, raw: 'prompt> ' }]);
  });

  it('keeps a time that the program printed itself', () => {
    const lines = new LogReader(true).push(new TextEncoder().encode(`${T1} ${T2} mine\n`));
    expect(lines).toEqual([{ stream: 'stdout', time: T1, raw: `${T2} mine` }]);
  });

  it('shows what a terminal leaves after carriage returns', () => {
    const lines = new LogReader(true).push(new TextEncoder().encode(`${T1} 10%\r20%\r30%\r\n`));
    expect(lines[0]?.raw).toBe('30%');
  });

  it('reads a terminal’s raw log the same however it is cut', () => {
    const words = fc.array(fc.stringMatching(/^[ a-zäß]{0,12}$/), { maxLength: 8 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 11 }), (texts, size) => {
        const bytes = new TextEncoder().encode(texts.map((text) => `${T1} ${text}\r\n`).join(''));
        const reader = new LogReader(true);
        const lines = [];
        for (let at = 0; at < bytes.length; at += size)
          lines.push(...reader.push(bytes.slice(at, at + size)));
        expect(lines).toEqual(texts.map((raw) => ({ stream: 'stdout', time: T1, raw })));
      }),
    );
  });
});
