import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOfRow } from '../layers/index/layer-index.ts';
import { indexesOf, type Shown, showAfter } from '../testing/layered-files.ts';
import type { TarMember } from '../testing/tar-of.ts';
import { changeOf, entryAt } from './entry.ts';
import { countLayers } from './layer-counts.ts';
import { lossesIn } from './losses.ts';
import { indexOf, NEVER, spellPath } from './timeline.ts';
import { timelineOf } from './timeline-of.ts';
import { isSeen, layerBytes, STATE, type View, viewAt } from './view.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');

const viewsOf = async (layers: readonly (readonly TarMember[])[]) => {
  const timeline = timelineOf(await indexesOf(layers));
  return timeline.layers.map((_, layer) => viewAt(timeline, layer));
};

/** What a view shows: path, then + added, ~ changed, - removed. */
const shown = (view: View | undefined) => {
  const lines: string[] = [];
  for (let path = 1; path < (view?.timeline.paths ?? 0); path++) {
    if (view === undefined || view.state[path] === STATE.absent) continue;
    const change = changeOf(view, path);
    const sign = change === null ? '' : { added: '+', changed: '~', removed: '-' }[change];
    lines.push(`${sign}${spellPath(view.timeline, path)}`);
  }
  return lines;
};

describe('the image up to a layer', () => {
  it('shows what was added, changed and removed', async () => {
    const views = await viewsOf([
      [{ path: 'etc/passwd', content: 'root' }, { path: 'etc/old' }, { path: 'usr/lib/x' }],
      [{ path: 'etc/passwd', content: 'more' }, { path: 'etc/.wh.old' }, { path: 'new/file' }],
      [{ path: '.wh.usr' }],
    ]);
    expect(shown(views[0])).toEqual(['+etc', '+etc/old', '+etc/passwd', '+usr', '+usr/lib', '+usr/lib/x']);
    expect(shown(views[1])).toEqual([
      'etc',
      '-etc/old',
      '~etc/passwd',
      '+new',
      '+new/file',
      'usr',
      'usr/lib',
      'usr/lib/x',
    ]);
    expect(shown(views[2])).toEqual([
      'etc',
      'etc/passwd',
      'new',
      'new/file',
      '-usr',
      '-usr/lib',
      '-usr/lib/x',
    ]);
  });

  it('takes a folder that was emptied and filled again for changed where it is, removed where it is not', async () => {
    const views = await viewsOf([
      [
        { path: 'd/a', content: '1' },
        { path: 'd/b', content: '2' },
      ],
      [{ path: 'd/.wh..wh..opq' }, { path: 'd/b', content: '3' }, { path: 'd/c' }],
    ]);
    expect(shown(views[1])).toEqual(['d', '-d/a', '~d/b', '+d/c']);
  });

  it('counts a folder as changed for its mode and owner, not for its time', async () => {
    const views = await viewsOf([
      [{ path: 'a/' }, { path: 'b/' }, { path: 'c/' }],
      [
        { path: 'a/', mtime: '5' },
        { path: 'b/', mode: 0o700 },
        { path: 'c/', uid: 5 },
      ],
    ]);
    expect(shown(views[1])).toEqual(['a', '~b', '~c']);
  });

  it('shows a file in place of a folder, and the other way round', async () => {
    const views = await viewsOf([
      [{ path: 'a/x' }, { path: 'b' }],
      [{ path: 'a', content: 'now a file' }, { path: 'b/y' }],
    ]);
    expect(shown(views[1])).toEqual(['~a', '-a/x', '~b', '+b/y']);
  });

  it('sums what folders hold, a file with two names once, and nothing of what was removed', async () => {
    const [, view] = await viewsOf([
      [
        { path: 'd/e/big', content: 'x'.repeat(100) },
        { path: 'd/e/link', type: 'hard-link', linkPath: 'd/e/big' },
        { path: 'd/small', content: 'yy' },
        { path: 'd/gone', content: 'zzz' },
      ],
      [{ path: 'd/.wh.gone' }, { path: 'd/e/new', content: '1' }],
    ]);
    expect(view && entryAt(view, 0)).toMatchObject({ size: 103, files: 4, folders: 2, changes: 2 });
  });

  it('has a root even without layers', () => {
    const view = viewAt(timelineOf([]), 0);
    expect(entryAt(view, 0)).toMatchObject({ path: '/', kind: 'directory', size: 0 });
  });
});

describe('what layers brought for nothing', () => {
  it('is what was overwritten or deleted above', async () => {
    const timeline = timelineOf(
      await indexesOf([
        [
          { path: 'a', content: '1' },
          { path: 'b', content: '22' },
          { path: 'd/c', content: '333' },
        ],
        [{ path: 'a', content: '4444' }, { path: '.wh.d' }],
        [{ path: '.wh.a' }, { path: 'd/c', content: '55555' }],
      ]),
    );
    const told = lossesIn(timeline).map(({ path, bytes, lostTo, how }) => [
      spellPath(timeline, path),
      bytes,
      lostTo,
      how,
    ]);
    expect(told).toEqual([
      ['a', 1, 1, 'overwritten'],
      ['a', 4, 2, 'deleted'],
      ['d/c', 3, 1, 'deleted'],
    ]);
    expect(countLayers(timeline, lossesIn(timeline))).toEqual([
      { added: { files: 3, bytes: 6 }, changed: none, removed: none, wasted: 4 },
      { added: none, changed: { files: 1, bytes: 4 }, removed: { files: 1, bytes: 3 }, wasted: 4 },
      { added: { files: 1, bytes: 5 }, changed: none, removed: { files: 1, bytes: 4 }, wasted: 0 },
    ]);
  });

  it('is a file with several names only once all of them are gone', async () => {
    const base = [
      { path: 'a', content: '12345' },
      { path: 'b', type: 'hard-link', linkPath: 'a' },
    ] as const;
    const one = timelineOf(await indexesOf([base, [{ path: '.wh.a' }]]));
    expect(lossesIn(one)).toEqual([]);
    const both = timelineOf(await indexesOf([base, [{ path: '.wh.a' }], [{ path: '.wh.b' }]]));
    expect(lossesIn(both)).toMatchObject([{ bytes: 5, lostTo: 2 }]);
  });
});

const none = { files: 0, bytes: 0 };

describe('any layers', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const member = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(path, fc.string({ maxLength: 4 })).map(([at, content]) => ({ path: at, content })),
    },
    { weight: 2, arbitrary: path.map((at) => ({ path: `${at}/` })) },
    { weight: 2, arbitrary: path.map((at) => ({ path: at.replace(/([^/]+)$/, '.wh.$1') })) },
    { weight: 1, arbitrary: path.map((at) => ({ path: `${at}/.wh..wh..opq` })) },
  );
  const layer = fc.array(member, { maxLength: 6 }).map(consistent);

  it('show what a plain model of them shows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(layer, { minLength: 1, maxLength: 5 }), async (layers) => {
        const states = showAfter(layers);
        const views = await viewsOf(layers);
        for (const [index, view] of views.entries()) {
          const below = states[index - 1] ?? new Map<string, Shown>();
          const now = states[index] ?? new Map<string, Shown>();
          expect(treeOf(view)).toEqual(
            new Map(
              [...now]
                .map(
                  ([at, { content }]) => [at, content === undefined ? undefined : sha256(content)] as const,
                )
                .sort(byPath),
            ),
          );
          for (let at = 1; at < view.timeline.paths; at++) {
            if (view.state[at] === STATE.absent) continue;
            const place = spellPath(view.timeline, at);
            const change = changeOf(view, at);
            expect([below.has(place), now.has(place)]).toEqual(
              { added: [false, true], changed: [true, true], removed: [true, false] }[change ?? 'changed'] ??
                [],
            );
          }
          expect(shown(view).filter((line) => line.startsWith('-'))).toHaveLength(
            [...below.keys()].filter((one) => !now.has(one)).length,
          );
        }
        const [top] = views.slice(-1);
        if (top === undefined) return;
        const lost = lossesIn(top.timeline).reduce((sum, { bytes }) => sum + bytes, 0);
        const all = layerBytes(top.timeline).reduce((sum, bytes) => sum + bytes, 0);
        expect(all - lost).toBe(top.size[0]);
        expect([...top.timeline.hiddenAt].every((hidden) => hidden === NEVER || hidden < layers.length)).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });

  /** In one layer a path is one thing: nothing lies in a file, nor in what the layer takes away. */
  function consistent(members: readonly TarMember[]): readonly TarMember[] {
    const targetOf = ({ path: at }: TarMember) =>
      at
        .replace(/\/?\.wh\.\.wh\.\.opq$/, '')
        .replace(/\.wh\./, '')
        .replace(/\/$/, '');
    const isFolder = ({ path: at }: TarMember) => at.endsWith('/') || at.endsWith('.opq');
    const isIn = (inner: TarMember, outer: TarMember) =>
      targetOf(inner) === targetOf(outer) || targetOf(inner).startsWith(`${targetOf(outer)}/`);
    const clash = (a: TarMember, b: TarMember) =>
      (!isFolder(a) && isIn(b, a)) || (!isFolder(b) && isIn(a, b));
    return members.filter((one, index) => !members.slice(0, index).some((other) => clash(one, other)));
  }
});

const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

function treeOf(view: View): Map<string, string | undefined> {
  const tree = new Map<string, string | undefined>();
  for (let path = 1; path < view.timeline.paths; path++) {
    if (!isSeen(view, path)) continue;
    const version = view.version[path] ?? 0;
    const index = indexOf(view.timeline, version);
    const digest = contentOfRow(index, view.timeline.row[version] ?? 0);
    tree.set(spellPath(view.timeline, path), digest);
  }
  return new Map([...tree].sort(byPath));
}
