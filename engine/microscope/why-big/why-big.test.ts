import { describe, expect, it } from 'vitest';
import { indexesOf } from '../../testing/layered-files.ts';
import type { TarMember } from '../../testing/tar-of.ts';
import { lossesIn } from '../losses.ts';
import { stepsOf } from '../steps.ts';
import { timelineOf } from '../timeline-of.ts';
import { layerBytes, viewAt } from '../view.ts';
import { whyBig } from './why-big.ts';

const of = (bytes: number, letter = 'x') => letter.repeat(bytes);

async function causesOf(...layers: (readonly TarMember[])[]) {
  const timeline = timelineOf(await indexesOf(layers));
  const steps = stepsOf(
    layers.map((_, index) => ({ created_by: `RUN step ${index}` })),
    layers.length,
  );
  const size = layerBytes(timeline).reduce((sum, bytes) => sum + bytes, 0);
  return whyBig(viewAt(timeline, layers.length - 1), { losses: lossesIn(timeline), steps, size });
}

describe('why an image is big', () => {
  it('ranks causes by what they would save, with the step and the largest files', async () => {
    const { causes, bytes } = await causesOf(
      [
        { path: 'var/lib/apt/lists/a', content: of(300) },
        { path: 'var/lib/apt/lists/b', content: of(50, 'b') },
        { path: 'srv/data', content: of(400, 'd') },
      ],
      [{ path: '.wh.srv' }, { path: 'root/.cache/pip/http/x', content: of(100, 'p') }],
    );
    expect(causes.map(({ kind, bytes: saved, files }) => [kind, saved, files])).toEqual([
      ['deleted-later', 400, 1],
      ['package-cache', 350, 2],
      ['language-cache', 100, 1],
    ]);
    expect(bytes).toBe(850);
    expect(causes[1]?.places).toEqual([{ layer: 0, step: 0, line: 'RUN step 0', bytes: 350, files: 2 }]);
    expect(causes[1]?.examples[0]).toEqual({ path: '/var/lib/apt/lists/a', bytes: 300, layer: 0 });
    expect(causes[0]?.places[0]?.line).toBe('RUN step 0');
  });

  it.each([
    ['usr/share/doc/x/readme', 'documentation'],
    ['usr/share/locale/de/x.mo', 'locales'],
    ['app/.git/objects/x', 'version-control'],
    ['usr/lib/libx.a', 'debug-and-static'],
    ['usr/lib/debug/x', 'debug-and-static'],
    ['usr/include/x.h', 'build-tools'],
    ['usr/lib/llvm-14/bin/clang', 'build-tools'],
    ['home/me/.npm/_cacache/x', 'language-cache'],
    ['app/node_modules/.cache/x', 'language-cache'],
    ['tmp/x', 'temporary-files'],
    ['app/__pycache__/x.pyc', 'temporary-files'],
    ['var/cache/apk/x', 'package-cache'],
  ])('takes %s for %s', async (path, kind) => {
    expect((await causesOf([{ path, content: 'x' }])).causes).toMatchObject([{ kind, bytes: 1 }]);
  });

  it.each(['etc/passwd', 'srv/usr/share/doc/x', 'app/git/x', 'usr/lib/libx.so', '.gitignore'])(
    'has nothing against %s',
    async (path) => {
      const { causes } = await causesOf([
        { path, content: 'x' },
        { path: 'rest', content: of(1000) },
      ]);
      expect(causes.filter(({ kind }) => kind !== 'large-file')).toEqual([]);
    },
  );

  it('counts each file once: a copy in a cache is the cache, and one copy of the rest stays', async () => {
    const { causes } = await causesOf([
      { path: 'a', content: of(10) },
      { path: 'b', content: of(10) },
      { path: 'c', content: of(10) },
      { path: 'tmp/d', content: of(10) },
      { path: 'e', type: 'hard-link', linkPath: 'a' },
    ]);
    expect(causes.map(({ kind, bytes }) => [kind, bytes])).toEqual([
      ['duplicates', 20],
      ['temporary-files', 10],
    ]);
  });
});
