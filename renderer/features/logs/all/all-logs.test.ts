import { describe, expect, it } from 'vitest';
import type { RawLine } from '../log-line.ts';
import { AllBuffer } from './all-buffer.ts';
import { type AllFilter, AllLens } from './all-lens.ts';
import { readJsonLine } from './json-line.ts';
import { levelOf } from './log-level.ts';
import { needleOf } from './needle.ts';
import { SourceReader } from './source-reader.ts';

const EVERYTHING: AllFilter = {
  containers: new Set(),
  projects: new Set(),
  streams: 'both',
  level: 'all',
  needle: '',
  clearedTo: 0,
};

function line(raw: string, at: number, stream: RawLine['stream'] = 'stdout'): RawLine {
  return { raw, stream, time: `2026-11-22T04:00:00.${String(at).padStart(9, '0')}Z` };
}

function logsOf(...names: string[]) {
  const buffer = new AllBuffer();
  const readers = names.map(
    (name) =>
      new SourceReader({ id: name, name, project: `of ${name}`, removed: false }, (lines) =>
        buffer.append(lines),
      ),
  );
  return { buffer, readers: readers as [SourceReader, SourceReader] };
}

function texts(lens: AllLens): string[] {
  return Array.from({ length: lens.count }, (_, index) => lens.at(index)?.text ?? '');
}

describe('the logs of all containers', () => {
  it('stand in the order of time, however late a line comes', () => {
    const {
      buffer,
      readers: [a, b],
    } = logsOf('a', 'b');
    const lens = new AllLens(buffer, EVERYTHING);
    a.append([line('1', 1), line('4', 4)]);
    b.append([line('3', 3)]);
    buffer.flush();
    lens.sync();
    b.append([line('2', 2), line('5', 5)]);
    buffer.flush();
    lens.sync();
    expect(texts(lens)).toEqual(['1', '2', '3', '4', '5']);
    expect(buffer.bySeq(1)?.text).toBe('2');
  });

  it('keep a stack trace with the line that began it, and show or hide it as one', () => {
    const {
      buffer,
      readers: [a, b],
    } = logsOf('a', 'b');
    a.append([line('Error: no such thing', 10, 'stderr'), line('    at deep (file.js:1)', 11, 'stderr')]);
    b.append([line('between', 12)]);
    a.append([line('    at shallow (file.js:2)', 13, 'stderr'), line('next', 14, 'stderr')]);
    buffer.flush();
    expect(texts(new AllLens(buffer, EVERYTHING)).indexOf('between')).toBe(3);
    const found = new AllLens(buffer, { ...EVERYTHING, needle: 'shallow' });
    expect(texts(found)).toEqual([
      'Error: no such thing',
      '    at deep (file.js:1)',
      '    at shallow (file.js:2)',
    ]);
    expect(texts(new AllLens(buffer, { ...EVERYTHING, level: 'warn' }))).toEqual(texts(found));
  });

  it('show a trace of which only the last line matches, when that line comes later', () => {
    const {
      buffer,
      readers: [a],
    } = logsOf('a', 'b');
    const lens = new AllLens(buffer, { ...EVERYTHING, needle: 'value' });
    a.append([line('Traceback (most recent call last):', 1), line('  File "x.py", line 1', 2)]);
    buffer.flush();
    lens.sync();
    expect(texts(lens)).toEqual([]);
    a.append([line('ValueError: bad', 3), line('on', 4)]);
    buffer.flush();
    lens.sync();
    expect(texts(lens)).toEqual([
      'Traceback (most recent call last):',
      '  File "x.py", line 1',
      'ValueError: bad',
    ]);
  });

  it('are filtered by container, project, stream and pattern', () => {
    const {
      buffer,
      readers: [a, b],
    } = logsOf('a', 'b');
    a.append([line('one 1', 1), line('two', 2, 'stderr')]);
    b.append([line('one 22', 3)]);
    buffer.flush();
    const shown = (filter: Partial<AllFilter>) => texts(new AllLens(buffer, { ...EVERYTHING, ...filter }));
    expect(shown({ containers: new Set(['b']) })).toEqual(['one 22']);
    expect(shown({ projects: new Set(['of a']) })).toEqual(['one 1', 'two']);
    expect(shown({ streams: 'stderr' })).toEqual(['two']);
    expect(shown({ needle: needleOf('one \\d\\d', true).needle })).toEqual(['one 22']);
    expect(needleOf('one (', true).fault).toContain('nterminated group');
  });

  it('keep the newest lines', () => {
    const buffer = new AllBuffer(1000);
    const lens = new AllLens(buffer, EVERYTHING);
    for (const id of ['a', 'b']) {
      const reader = new SourceReader({ id, name: id, project: undefined, removed: false }, (lines) =>
        buffer.append(lines),
      );
      reader.append(Array.from({ length: 600 }, (_, index) => line(`${index}`, index)));
    }
    buffer.flush();
    lens.sync();
    expect(lens.count).toBe(1000);
    expect(texts(lens).slice(-2)).toEqual(['599', '599']);
  });
});

describe('a line of JSON', () => {
  it('is read into its message, its level and its fields', () => {
    const read = readJsonLine('{"level":40,"msg":"slow","req":{"path":"/x","ms":12},"ids":[1,2]}');
    expect(read?.message).toBe('slow');
    expect(read?.level).toBe('warn');
    expect(Object.fromEntries(read?.fields ?? [])).toEqual({
      level: '40',
      'req.path': '/x',
      'req.ms': '12',
      ids: '[1,2]',
    });
    expect(readJsonLine('{ not json }')).toBeUndefined();
  });
});

describe('the level of a line', () => {
  it.each([
    ['2026-01-01 12:00:00,123 WARNING root: careful', 'warn'],
    ['time=x level=error msg="it broke"', 'error'],
    ['[info] server started', 'info'],
    ['E0102 12:00:00.000 main.go:1] broken', 'error'],
    ['TypeError: x is not a function', 'error'],
    ['<notice>: reloaded', 'info'],
    ['no errors were found', undefined],
  ])('of %j is %s', (text, level) => {
    expect(levelOf(text)).toBe(level);
  });
});
