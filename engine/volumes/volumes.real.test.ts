import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInside } from '../disk/open-inside.ts';
import { run } from '../process/run.ts';
import { makeVolumeLab, type VolumeLab } from '../testing/volume-lab.ts';

let lab: VolumeLab;

beforeEach(async () => {
  lab = await makeVolumeLab();
});

afterEach(async () => {
  await lab[Symbol.asyncDispose]();
});

describe('volumes on disk', () => {
  it('are there again after a restart, and what a crash left half-made is not', async () => {
    await lab.volumes.create({ Name: 'one', Labels: { a: 'b' } });
    const { Name: anonymous } = await lab.volumes.create({});
    await mkdir(join(lab.root, '.making-x', '_data'), { recursive: true });
    await mkdir(join(lab.root, '.removing-x', '_data'), { recursive: true });
    await mkdir(join(lab.root, 'somebody-elses'));
    const { volumes } = await lab.reopened();
    const found = await volumes.list(new Map());
    expect(found.map(({ Name }) => Name)).toEqual([anonymous, 'one'].sort());
    expect(await volumes.inspect('one')).toMatchObject({ Labels: { a: 'b' }, Options: null });
    await expect.poll(() => readdir(lab.root)).not.toContain('.removing-x');
    expect(await readdir(lab.root)).toContain('somebody-elses');
    await expect(volumes.create({ Name: 'somebody-elses' })).resolves.toBeDefined();
  });

  it('of one name are one, however many ask at a time', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        lab.volumes.create({ Name: 'same', Labels: { by: String(index) } }),
      ),
    );
    expect(new Set(made.map(({ Labels }) => Labels?.['by']))).toEqual(new Set(['0']));
    expect(lab.events.filter(({ Action }) => Action === 'create')).toHaveLength(1);
  });

  // What was held while its folder was being renamed was there in name only.
  it('are either held or removed, at whatever moment of a removal they are asked for', async () => {
    for (let turns = 0; turns < 12; turns += 1) {
      await lab.volumes.create({ Name: 'wanted' });
      const removing = lab.volumes.remove('wanted', { force: false }).then(
        () => 'gone',
        () => 'there',
      );
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      let isHeld = true;
      try {
        lab.volumes.hold('wanted', 'me');
      } catch {
        isHeld = false;
      }
      expect([turns, await removing]).toEqual([turns, isHeld ? 'there' : 'gone']);
      lab.volumes.letGo('me');
    }
  });

  it('cannot be removed while a container that is just being made was promised them', async () => {
    await lab.volume('held');
    await lab.volumes.ensure({ Name: 'held' }, 'container');
    await expect(lab.volumes.remove('held', { force: true })).rejects.toThrow(
      'remove held: volume is in use - [container]',
    );
    lab.volumes.letGo('container');
    await lab.volumes.remove('held', { force: false });
  });
});

describe('what a volume weighs', () => {
  it('is what the disk gave to it: holes nothing, a file with two names once', async () => {
    const data = await lab.volume('weighed');
    await run('truncate', ['--size=1G', join(data, 'hole')]);
    await writeFile(join(data, 'a'), Buffer.alloc(1024 * 1024, 'x'));
    await run('ln', [join(data, 'a'), join(data, 'b')]);
    await utimes(join(data, 'a'), 4e9, 4e9);
    const [view] = await lab.volumes.usage();
    expect(view?.UsageData?.RefCount).toBe(0);
    expect(view?.UsageData?.Size).toBeGreaterThanOrEqual(1024 * 1024);
    expect(view?.UsageData?.Size).toBeLessThan(1.2 * 1024 * 1024);
    const [overview] = await lab.volumes.overview();
    expect(overview?.usage?.newest).toBe(new Date(4e12).toISOString());
  });

  it('is told as far as it is known, also by the next engine, and an event says when more is', async () => {
    await lab.volume('first');
    expect((await lab.volumes.overview())[0]).toMatchObject({ usage: null, measuring: true });
    await expect.poll(() => lab.events.filter(({ Action }) => Action === 'measure')).toHaveLength(1);
    const [known] = await lab.volumes.overview();
    expect(known).toMatchObject({ measuring: false });
    const { volumes } = await lab.reopened();
    expect((await volumes.overview())[0]?.usage).toEqual(known?.usage);
    volumes.close();
  });
});

describe('a path inside a volume', () => {
  it('stays the one that was opened, and never leads out while links are swapped', async () => {
    const base = await mkdtemp(join(tmpdir(), 'gantry-test-inside-'));
    const outside = await mkdtemp(join(tmpdir(), 'gantry-test-outside-'));
    await mkdir(join(base, 'real'));
    await symlink('real', join(base, 'good'));
    await symlink(outside, join(base, 'bad'));
    await expect(openInside(base, 'bad')).rejects.toThrow('escapes the base directory');
    await expect(openInside(base, 'none')).rejects.toThrow('cannot access path');
    const good = await openInside(base, 'good');
    expect(await readdir(good.path)).toEqual([]);
    await good.close();

    await run('cp', ['-a', join(base, 'good'), join(base, 'x')]);
    const swapper = run('timeout', [
      '2',
      'sh',
      '-c',
      'cd "$0"; while :; do ln -sfn real t; mv -T t x; ln -sfn bad t; mv -T t x; done',
      base,
    ]).catch(() => undefined);
    let [inside, refused] = [0, 0];
    for (const end = Date.now() + 1500; Date.now() < end; ) {
      try {
        const opened = await openInside(base, 'x');
        await writeFile(join(opened.path, 'f'), '');
        await opened.close();
        inside += 1;
      } catch {
        refused += 1;
      }
    }
    await swapper;
    expect(await readdir(outside)).toEqual([]);
    expect(Math.min(inside, refused)).toBeGreaterThan(0);
    await Promise.all([base, outside].map((folder) => rm(folder, { recursive: true })));
  });
});
