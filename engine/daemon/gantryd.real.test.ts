import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEngineClient } from '../client/client.ts';
import { mount, unmount } from '../process/mount.ts';
import {
  bundleGantryd,
  type EnginePlace,
  GantrydProcess,
  runGantryd,
  withEnginePlace,
} from '../testing/gantryd-process.ts';
import { RawClient } from '../testing/raw-client.ts';

/**
 * The start-up budget is 500 ms, warm: the runtime was probed and the starter image made at an earlier start. Node alone
 * takes about 50 of these; counting processor time in such units keeps a busy machine from falsifying the figure.
 */
const BUDGET_IN_NODE_STARTS = 10;

beforeAll(bundleGantryd);

describe('starting', () => {
  it('prints where it listens, and nothing else, on stdout', async () => {
    await withEnginePlace(async ({ flags, socket }) => {
      await using engine = await GantrydProcess.listening(flags);
      expect(engine.stdout).toBe(`listening on unix://${socket}\n`);
    });
  });

  it('stays within its budget of processor time when it started before', async () => {
    await withEnginePlace(async ({ flags }) => {
      const inNodeStarts: number[] = [];
      for (let run = 0; run < 4; run++) {
        const node = bareNodeMs();
        await using engine = await GantrydProcess.listening(flags);
        inNodeStarts.push((await engine.processorMs()) / node);
        engine.kill('SIGTERM');
        await engine.ended;
      }
      expect(Math.min(...inNodeStarts.slice(1))).toBeLessThan(BUDGET_IN_NODE_STARTS);
    });
  });

  it('keeps the instance id in the data root', async () => {
    await withEnginePlace(async ({ flags, dataRoot, socket }) => {
      await using _engine = await GantrydProcess.listening(flags);
      const kept = (await readFile(join(dataRoot, 'instance'), 'utf8')).trim();
      const client = createEngineClient(socket);
      const status = await client.status();
      client.close();
      expect(status).toMatchObject({ instance: kept, dataRoot, version: '0.1.0' });
      expect(kept).toMatch(/^[0-9a-f]{8}$/);
    });
  });

  it('is refused while another engine uses the data root, and fine after that one was killed', async () => {
    await withEnginePlace(async ({ flags, folder, dataRoot }) => {
      await using first = await GantrydProcess.listening(flags);
      const elsewhere = ['--data-root', dataRoot, '--exec-root', join(folder, 'exec2')];
      const second = await runGantryd(elsewhere);
      expect(second).toMatchObject({ code: 1, stdout: '' });
      expect(second.stderr).toBe(`gantryd: another Gantry engine already uses ${dataRoot}\n`);
      first.kill('SIGKILL');
      await first.ended;
      await using third = await GantrydProcess.listening(flags);
      expect(third.stdout).toContain('listening');
    });
  });

  it('says in a sentence which folder cannot be used, and why', async () => {
    await withEnginePlace(async ({ folder }) => {
      const target = join(folder, 'read-only');
      await mkdir(target);
      await mount({ type: 'tmpfs', source: 'tmpfs', target, options: ['ro'] });
      try {
        const flags = ['--data-root', `${target}/data`, '--exec-root', join(folder, 'exec')];
        expect(await runGantryd(flags)).toEqual({
          code: 1,
          stdout: '',
          stderr: `gantryd: cannot create the folder ${target}/data: the file system is read-only; choose another place with --data-root\n`,
        });
      } finally {
        await unmount(target);
      }
    });
  });
});

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s ends streams and leaves with 0 within two seconds',
    async (signal) => {
      await withEnginePlace(async ({ flags, socket }) => {
        await using engine = await GantrydProcess.listening(flags);
        using client = await RawClient.connect(socket);
        client.send('GET /events HTTP/1.1\r\nHost: d\r\n\r\n');
        await client.until('\r\n\r\n');
        const before = performance.now();
        engine.kill(signal);
        const { code } = await engine.ended;
        expect(code).toBe(0);
        expect(performance.now() - before).toBeLessThan(2000);
        await client.rest();
      });
    },
  );
});

describe('reset', () => {
  it('lists what there is and touches nothing, until it is told to', async () => {
    await withEnginePlace(async (place) => {
      await startAndStop(place);
      await writeFile(join(place.dataRoot, 'my-own-notes'), 'keep me');
      const listed = await runGantryd(['reset', ...place.flags]);
      expect(listed.code).toBe(0);
      expect(listed.stdout).toContain(`${place.dataRoot}/images\n`);
      expect(listed.stdout).toMatch(/nothing was removed; add --yes to remove these \d+ things\n$/);
      expect(await readdir(place.dataRoot)).toContain('images');
      const done = await runGantryd(['reset', ...place.flags, '--yes']);
      expect(done.stdout).toMatch(/removed \d+ things\n$/);
      // What the engine did not make stays.
      expect(await readdir(place.dataRoot)).toEqual(['my-own-notes']);
      await expect(readdir(place.execRoot)).rejects.toThrow('ENOENT');
    });
  });

  it('is refused while an engine runs, and where there is none', async () => {
    await withEnginePlace(async (place) => {
      const nothing = await runGantryd(['reset', ...place.flags, '--yes']);
      expect(nothing.stderr).toBe(`gantryd: there is no Gantry instance in ${place.dataRoot}\n`);
      await using _engine = await GantrydProcess.listening(place.flags);
      const refused = await runGantryd(['reset', ...place.flags, '--yes']);
      expect([refused.code, refused.stderr]).toEqual([
        1,
        `gantryd: another Gantry engine already uses ${place.dataRoot}\n`,
      ]);
    });
  });
});

async function startAndStop({ flags }: EnginePlace): Promise<void> {
  await using engine = await GantrydProcess.listening(flags);
  engine.kill('SIGTERM');
  await engine.ended;
}

/** The processor time that Node takes to start and do nothing. */
function bareNodeMs(): number {
  const report = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)';
  return Number(execFileSync(process.execPath, ['-e', report], { encoding: 'utf8' }));
}
