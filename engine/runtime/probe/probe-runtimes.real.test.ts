import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { mountLeftControllers } from '../cgroup/mount-controllers.ts';
import { removeLeftover } from '../cgroup/remove.ts';
import { readHostFacts } from '../spec/host-facts.ts';
import { findProgram } from './find-program.ts';
import { probeRuntimes } from './probe-runtimes.ts';

let execRoot: string;
const instance = `test-probe-${process.pid}`;
await mountLeftControllers(silentLogger);
const host = await readHostFacts(resolve(import.meta.dirname, '../../../assets/seccomp.json'));
beforeEach(async () => {
  execRoot = await mkdtemp(join(tmpdir(), 'gantry-test-probe-'));
});
afterEach(async () => {
  await removeLeftover(host.cgroups, `/gantry-${instance}`);
  await rm(execRoot, { recursive: true, force: true });
});

describe('probeRuntimes', () => {
  it('finds a runtime that works, says why another does not, and leaves nothing but its memory', async () => {
    const told: unknown[] = [];
    const logger = { ...silentLogger, info: (_message: string, fields?: object) => told.push(fields) };
    const { standard, byName } = await probeRuntimes({ execRoot, instance, host, logger });
    expect(byName.get(standard.name)).toBe(standard);
    expect(standard.version).toMatch(/^\d+\.\d+/);
    expect(await readdir(execRoot)).toEqual(['runtimes.json']);
    const refusals = told.map((fields) => /hybrid/.exec(JSON.stringify(fields))?.[0]);
    expect(refusals).toEqual(byName.has('crun') ? [] : ['hybrid']);
  });

  it('remembers what it found', async () => {
    await probeRuntimes({ execRoot, instance, host, logger: silentLogger });
    const file = join(execRoot, 'runtimes.json');
    const memory = (await readFile(file, 'utf8')).replaceAll(/"version": ?"[^"]+"/g, '"version":"9.9"');
    await writeFile(file, memory);
    const again = await probeRuntimes({ execRoot, instance, host, logger: silentLogger });
    expect(again.standard.version).toBe('9.9');
  });

  it('looks again when its memory is of another boot, or broken', async () => {
    for (const memory of ['{"other boot":{"version":"9.9"}}', 'x']) {
      await writeFile(join(execRoot, 'runtimes.json'), memory);
      const { standard } = await probeRuntimes({ execRoot, instance, host, logger: silentLogger });
      expect(standard.version).not.toBe('9.9');
    }
  });
});

describe('findProgram', () => {
  it('finds a system program whatever PATH says, and nothing that is not there', async () => {
    expect((await findProgram('runc'))?.path).toMatch(/^\/.*\/runc$/);
    expect(await findProgram('no-such-program')).toBeUndefined();
  });
});
