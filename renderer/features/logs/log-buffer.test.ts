import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogBuffer, MAX_LINES } from './log-buffer.ts';
import { LogLens } from './log-lens.ts';
import type { RawLine } from './log-line.ts';
import { LogResume, unixSeconds } from './log-resume.ts';

function line(raw: string, time = 1, stream: RawLine['stream'] = 'stdout'): RawLine {
  return { raw, stream, time: `2026-11-22T04:00:00.${String(time).padStart(9, '0')}Z` };
}

const EVERYTHING = { query: '', onlyMatching: false, streams: 'both', since: '', clearedTo: 0 } as const;

describe('LogBuffer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('tells its listeners once of many lines', () => {
    const buffer = new LogBuffer();
    const listener = vi.fn<() => void>();
    buffer.subscribe(listener);
    for (let count = 0; count < 1000; count += 1) buffer.append([line('x')]);
    vi.runAllTimers();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(buffer.length).toBe(1000);
  });

  it('drops the oldest lines beyond its size and keeps counting', () => {
    const buffer = new LogBuffer();
    buffer.append(Array.from({ length: MAX_LINES + 1 }, (_, index) => line(String(index))));
    expect(buffer.length).toBeLessThanOrEqual(MAX_LINES);
    expect(buffer.endSeq).toBe(MAX_LINES + 1);
    expect(buffer.bySeq(buffer.firstSeq)?.text).toBe(String(buffer.firstSeq));
    expect(buffer.bySeq(0)).toBeUndefined();
  });

  it('keeps the style of each stream across its lines', () => {
    const buffer = new LogBuffer();
    buffer.append([line('\u001b[31mred'), line('other', 1, 'stderr'), line('still red')]);
    expect(buffer.at(0)?.text).toBe('red');
    expect(buffer.at(1)?.start).toBeUndefined();
    expect(buffer.at(2)?.start).toEqual({ color: 1 });
  });
});

describe('LogLens', () => {
  function filled(): LogBuffer {
    const buffer = new LogBuffer();
    buffer.append([line('GET /a', 1), line('warn slow', 2, 'stderr'), line('get GET /b', 3)]);
    return buffer;
  }

  it('finds every place, whatever the case', () => {
    const lens = new LogLens(filled(), { ...EVERYTHING, query: 'Get' });
    expect(lens.count).toBe(3);
    expect(lens.matches).toEqual([
      { seq: 0, at: 0 },
      { seq: 2, at: 0 },
      { seq: 2, at: 4 },
    ]);
  });

  it('shows only matching lines, one stream, or what came since', () => {
    const buffer = filled();
    const shown = (options: Partial<ConstructorParameters<typeof LogLens>[1]>) => {
      const lens = new LogLens(buffer, { ...EVERYTHING, ...options });
      return Array.from({ length: lens.count }, (_, index) => lens.seqAt(index));
    };
    expect(shown({ query: 'get', onlyMatching: true })).toEqual([0, 2]);
    expect(shown({ streams: 'stderr' })).toEqual([1]);
    expect(shown({ since: line('', 2).time })).toEqual([1, 2]);
    expect(shown({ clearedTo: 2 })).toEqual([2]);
  });

  it('takes in new lines and forgets dropped ones', () => {
    const buffer = new LogBuffer();
    const lens = new LogLens(buffer, { ...EVERYTHING, query: 'hit', onlyMatching: true });
    buffer.append([line('a hit'), line('miss')]);
    lens.sync();
    expect(lens.count).toBe(1);
    buffer.append(
      Array.from({ length: MAX_LINES + 10 }, (_, index) => line(index % 1000 === 0 ? 'hit' : 'x')),
    );
    lens.sync();
    expect(lens.lineAt(0)?.text).toBe('hit');
    expect(lens.seqAt(0)).toBeGreaterThanOrEqual(buffer.firstSeq);
    expect(lens.matches.every(({ seq }) => seq >= buffer.firstSeq)).toBe(true);
  });
});

describe('LogResume', () => {
  it('lets nothing through twice and loses nothing, equal lines of one moment included', () => {
    const buffer = new LogBuffer();
    buffer.append([line('a', 1), line('same', 2), line('same', 2)]);
    const resume = new LogResume(buffer, line('', 2).time);
    const again = [line('same', 2), line('same', 2), line('same', 2), line('b', 3)];
    expect(resume.onlyNew(again)).toEqual([line('same', 2), line('b', 3)]);
  });

  it('asks with nine digits of fraction', () => {
    expect(unixSeconds('2026-11-22T04:00:00.000000007Z')).toBe('1795320000.000000007');
  });
});
