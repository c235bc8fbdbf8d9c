import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogSplitter, nanosOf, parseLogLine } from './format.ts';

const T = '2026-11-22T03:32:17.123456789+00:00';

describe('parseLogLine', () => {
  it('gives a full line its newline back', () => {
    expect(parseLogLine(Buffer.from(`${T} stdout F hello world\n`))).toEqual({
      stream: 'stdout',
      time: '2026-11-22T03:32:17.123456789Z',
      data: Buffer.from('hello world\n'),
    });
  });

  it('leaves a part without a newline', () => {
    expect(parseLogLine(Buffer.from(`${T} stderr P / # \n`))?.data.toString()).toBe('/ # ');
  });

  it('keeps an empty line', () => {
    expect(parseLogLine(Buffer.from(`${T} stdout F \n`))?.data.toString()).toBe('\n');
  });

  it('turns a local offset into UTC', () => {
    expect(parseLogLine(Buffer.from('2026-11-22T05:32:17.5+02:00 stdout F x\n'))?.time).toBe(
      '2026-11-22T03:32:17.500000000Z',
    );
  });

  it('skips what is not an entry', () => {
    for (const line of [
      '',
      'x',
      `${T} stdin F x`,
      `${T} stdout X x`,
      `${T} stdout`,
      `${T} stdout F`,
      'now stdout F x',
    ]) {
      expect(parseLogLine(Buffer.from(`${line}\n`))).toBeUndefined();
    }
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(() => parseLogLine(Buffer.from(bytes))).not.toThrow();
      }),
    );
  });
});

describe('LogSplitter', () => {
  it('gives every byte that was printed, however the file is cut into chunks', () => {
    const part = fc.record({
      stream: fc.constantFrom('stdout', 'stderr'),
      tag: fc.constantFrom('F', 'P'),
      text: fc.uint8Array().map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x0a))),
    });
    fc.assert(
      fc.property(fc.array(part), fc.integer({ min: 1, max: 50 }), (parts, size) => {
        const file = Buffer.concat(
          parts.flatMap(({ stream, tag, text }) => [
            Buffer.from(`${T} ${stream} ${tag} `),
            text,
            Buffer.from('\n'),
          ]),
        );
        const splitter = new LogSplitter();
        const entries = [];
        for (let at = 0; at < file.length; at += size)
          entries.push(...splitter.push(file.subarray(at, at + size)));
        expect(entries.map(({ stream, data }) => ({ stream, data }))).toEqual(
          parts.map(({ stream, tag, text }) => ({
            stream,
            data: tag === 'F' ? Buffer.concat([text, Buffer.from('\n')]) : text,
          })),
        );
      }),
    );
  });
});

describe('nanosOf', () => {
  it('keeps the nanoseconds', () => {
    expect(nanosOf('1970-01-01T00:00:01.000000002Z')).toBe(1_000_000_002n);
  });
});
