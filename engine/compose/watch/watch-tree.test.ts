import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectOf, serviceOf } from '../plan/project.fixture.ts';
import { rulesOf } from './rules.ts';
import { type TreeWatch, watchTree } from './watch-tree.ts';

const PATIENTLY = { timeout: 8000 };

let folder: string;
let watching: TreeWatch | undefined;
const seen = new Set<string>();
const errors: unknown[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-watch-'));
  seen.clear();
  errors.length = 0;
});
afterEach(async () => {
  watching?.close();
  await rm(folder, { recursive: true, force: true });
});

async function watchIt(path: string, isIgnored: (path: string) => boolean = () => false): Promise<void> {
  const onChange = (changed: string) => void seen.add(changed);
  watching = watchTree(path, isIgnored, onChange, (error) => errors.push(error));
  await watching.ready;
}

describe('watchTree', () => {
  it('tells of files that come, change and go, in new folders too, but not of what is ignored', async () => {
    await mkdir(join(folder, 'a'));
    await writeFile(join(folder, 'a/old'), '1');
    await watchIt(folder, (path) => path === 'skip' || path.startsWith('skip/'));
    await mkdir(join(folder, 'skip'));
    await writeFile(join(folder, 'skip/x'), '1');
    await writeFile(join(folder, 'a/old'), '2');
    await mkdir(join(folder, 'b/c'), { recursive: true });
    await writeFile(join(folder, 'b/c/new'), '1');
    await expect.poll(() => [...seen], PATIENTLY).toEqual(expect.arrayContaining(['a/old', 'b/c/new']));
    seen.clear();
    await rm(join(folder, 'b/c/new'));
    await expect.poll(() => [...seen], PATIENTLY).toContain('b/c/new');
    await writeFile(join(folder, 'last'), '1');
    await expect.poll(() => [...seen], PATIENTLY).toContain('last');
    expect([[...seen].filter((path) => path.startsWith('skip/')), errors]).toEqual([[], []]);
  });

  it('goes on with folders that others take the place of, and leaves one that was moved away', async () => {
    const [tree, outside] = [join(folder, 'tree'), join(folder, 'outside')];
    await mkdir(join(tree, 'a/deep'), { recursive: true });
    await watchIt(tree);
    await rename(join(tree, 'a'), outside);
    await mkdir(join(tree, 'a/deep'), { recursive: true });
    await writeFile(join(tree, 'a/deep/mark'), '1');
    await expect.poll(() => [...seen], PATIENTLY).toContain('a/deep/mark');
    seen.clear();
    await writeFile(join(outside, 'deep/elsewhere'), '1');
    await writeFile(join(tree, 'a/deep/new'), '1');
    await expect.poll(() => [...seen], PATIENTLY).toContain('a/deep/new');
    expect([...seen]).not.toContain('a/deep/elsewhere');

    await rm(tree, { recursive: true });
    await mkdir(tree);
    await expect
      .poll(async () => {
        await writeFile(join(tree, 'again'), '1');
        return [...seen];
      }, PATIENTLY)
      .toContain('again');
    expect(errors).toEqual([]);
  });

  it('goes on with a file that an editor puts another in the place of', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '1');
    await watchIt(path);
    for (const text of ['2', '3']) {
      seen.clear();
      await writeFile(join(folder, 'next'), text);
      await rename(join(folder, 'next'), path);
      await expect.poll(() => [...seen], PATIENTLY).toEqual(['']);
    }
  });
});

describe('rulesOf', () => {
  it('leaves out what the context ignores, what the rule says, and what editors leave', async () => {
    await writeFile(join(folder, '.dockerignore'), 'dist\n');
    const service = serviceOf('web', {
      build: { context: folder },
      develop: {
        watch: [{ path: folder, action: 'sync', target: '/app', ignore: ['logs/'], include: ['**/*.js'] }],
      },
    });
    const [rule] = await rulesOf(projectOf([service]));
    const ignored = ['dist/a.js', 'logs/a.js', 'src/.a.js.swp', '.git/HEAD', 'src/a.js'];
    expect(ignored.map((path) => rule?.isIgnored(path))).toEqual([true, true, true, true, false]);
    expect(['src/a.js', 'a.css'].map((path) => rule?.isMeant(path))).toEqual([true, false]);
  });

  it('refuses a rule that lacks what it needs, and a project without rules', async () => {
    const sync = serviceOf('web', { develop: { watch: [{ path: '/x', action: 'sync' }] } });
    await expect(rulesOf(projectOf([sync]))).rejects.toThrow(/service web: .* needs a target/);
    await expect(rulesOf(projectOf([serviceOf('web')]))).rejects.toThrow(/no service has rules/);
  });
});
