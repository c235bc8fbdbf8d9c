import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../base/stdio.ts';
import { logBytes } from './log-bytes.ts';

const TIME = '2024-01-02T03:04:05.000000006Z';

async function bytesOf(
  entries: readonly Omit<LogEntry, 'time'>[],
  options: Partial<Parameters<typeof logBytes>[1]>,
) {
  const all = (async function* () {
    for (const entry of entries) yield [{ ...entry, time: TIME }];
  })();
  const chunks: Buffer[] = [];
  for await (const chunk of logBytes(all, { tty: true, timestamps: false, details: undefined, ...options }))
    chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const line = { stream: 'stdout', data: Buffer.from('line\n') } as const;

describe('log entries', () => {
  it('are framed without a terminal and raw with one', async () => {
    expect(await bytesOf([line], { tty: false })).toBe('\x01\0\0\0\0\0\0\x05line\n');
    expect(await bytesOf([line], {})).toBe('line\n');
  });

  it('have their time inside the frame', async () => {
    expect(await bytesOf([line], { tty: false, timestamps: true })).toBe(
      `\x01\0\0\0\0\0\0\x24${TIME} line\n`,
    );
  });

  it('of a long line have their time once for each stream', async () => {
    const part = { stream: 'stdout', data: Buffer.from('long ') } as const;
    const other = { stream: 'stderr', data: Buffer.from('oops\n') } as const;
    expect(await bytesOf([part, other, line, line], { timestamps: true })).toBe(
      `${TIME} long ${TIME} oops\nline\n${TIME} line\n`,
    );
  });

  it('have a space where attributes would be, when details are asked for', async () => {
    expect(await bytesOf([line], { timestamps: true, details: {} })).toBe(`${TIME}  line\n`);
  });
});
