import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexesOf } from '../testing/layered-files.ts';
import type { TarMember } from '../testing/tar-of.ts';
import { listFolder } from './listing.ts';
import { pathText } from './path-text.ts';
import { searchPaths } from './search.ts';
import { pathIn, Subject } from './subject.ts';
import { spellPath } from './timeline.ts';
import { timelineOf } from './timeline-of.ts';

const subjectOf = async (...layers: (readonly TarMember[])[]) =>
  new Subject(timelineOf(await indexesOf(layers)));

const LAYERS: readonly (readonly TarMember[])[] = [
  [
    { path: 'etc/passwd', content: 'root' },
    { path: 'etc/ssl/cert.PEM', content: 'x'.repeat(50) },
    { path: 'usr/lib/libssl.so' },
    { path: `usr/${Buffer.from('schön').toString('latin1')}` },
  ],
  [{ path: 'etc/ssl/key.pem' }, { path: '.wh.usr' }],
];

describe('a search', () => {
  const found = async (
    query: string,
    options: { changed?: boolean; limit?: number; layer?: number } = {},
  ) => {
    const subject = await subjectOf(...LAYERS);
    const { changed = false, limit = 100 } = options;
    const { entries, total } = searchPaths(subject.view(options.layer), subject.text, {
      query,
      changed,
      limit,
    });
    return { paths: entries.map(({ path }) => path), total };
  };

  it('finds parts of paths, in which case does not matter', async () => {
    expect(await found('ssl', { layer: 0 })).toEqual({
      paths: ['/etc/ssl', '/etc/ssl/cert.PEM', '/usr/lib/libssl.so'],
      total: 3,
    });
    expect((await found('.Pem')).paths).toEqual(['/etc/ssl/cert.PEM', '/etc/ssl/key.pem']);
    expect((await found('etc/p')).paths).toEqual(['/etc/passwd']);
    expect((await found('SCHÖN')).paths).toEqual([]);
    expect((await found('schön')).paths).toEqual(['/usr/schön']);
  });

  it('finds what the layer removed, and knows what it changed', async () => {
    expect((await found('ssl', { changed: true })).paths).toEqual(['/etc/ssl/key.pem', '/usr/lib/libssl.so']);
  });

  it('takes stars for patterns', async () => {
    expect((await found('*.pem')).paths).toEqual(['/etc/ssl/cert.PEM', '/etc/ssl/key.pem']);
    expect((await found('/etc/*')).paths).toEqual(['/etc/passwd', '/etc/ssl']);
  });

  it('counts what it does not show', async () => {
    expect(await found('e', { limit: 1 })).toMatchObject({ paths: ['/etc'], total: 5 });
  });

  it('finds exactly the paths that hold the text', async () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'B', 'c', '\xe4'), minLength: 1, maxLength: 3 });
    const path = fc.array(name, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { maxLength: 12 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/'), minLength: 1, maxLength: 3 }),
        async (paths, query) => {
          const subject = await subjectOf(paths.map((parts) => ({ path: `${parts.join('/')}/` })));
          const { timeline, text } = subject;
          const all = Array.from(
            { length: timeline.paths - 1 },
            (_, index) => `/${spellPath(timeline, index + 1)}`,
          );
          const small = all.map((one) => one.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
          expect(pathText(timeline).text).toBe(['', ...small, ''].join('\0'));
          const { total } = searchPaths(subject.view(), text, { query, changed: false, limit: 0 });
          expect(total).toBe(all.filter((one) => one.replaceAll('B', 'b').includes(query)).length);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('a listing', () => {
  const options = { changed: false, sort: 'name', offset: 0, limit: 100 } as const;

  it('has folders first, then the rest, by name or by size', async () => {
    const subject = await subjectOf([
      { path: 'a', content: '1' },
      { path: 'b', content: '333' },
      { path: 'c/x', content: '22' },
      { path: 'd/y', content: '4444' },
    ]);
    const names = (sort: 'name' | 'size') =>
      listFolder(subject.view(), 0, { ...options, sort }).entries.map(({ name, size }) => `${name} ${size}`);
    expect(names('name')).toEqual(['c 2', 'd 4', 'a 1', 'b 3']);
    expect(names('size')).toEqual(['d 4', 'c 2', 'b 3', 'a 1']);
  });

  it('can leave out what the layer did not touch, and be read in parts', async () => {
    const subject = await subjectOf(...LAYERS);
    const changed = listFolder(subject.view(), 0, { ...options, changed: true });
    expect(changed.entries.map(({ name, change, changes }) => [name, change, changes])).toEqual([
      ['etc', null, 1],
      ['usr', 'removed', 3],
    ]);
    const part = listFolder(subject.view(), 0, { ...options, offset: 1, limit: 1 });
    expect([part.entries.map(({ name }) => name), part.total]).toEqual([['usr'], 2]);
  });

  it('finds a folder by its path, and says which are not there', async () => {
    const subject = await subjectOf(...LAYERS);
    expect(spellPath(subject.timeline, pathIn(subject.view(), '/etc//ssl/'))).toBe('etc/ssl');
    for (const path of ['/nowhere', '/etc/../etc', '/etc/passwd/x']) {
      expect(() => pathIn(subject.view(), path)).toThrow(expect.objectContaining({ kind: 'not-found' }));
    }
    expect(() => subject.view(2)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });
});
