import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { silentLogger } from '../../base/logger.ts';
import type { ContainerRecord } from '../record.ts';
import { RemovedLogs } from './removed-logs.ts';

const LINE = '2026-01-02T03:04:05.000000006Z stdout F said\n';
const EVERYTHING = { follow: true, stdout: true, stderr: true };

let folder: string;
let now = Date.parse('2026-01-01T00:00:00Z');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const idOf = (digit: string) => digit.repeat(64);
const open = (limit = 1000) =>
  RemovedLogs.open({
    root: join(folder, 'kept'),
    limit,
    clock: { ...systemClock, now: () => (now += 1000) },
    logger: silentLogger,
  });

/** A container's folder with a log, and what is kept of its record. */
async function container(digit: string, files: Readonly<Record<string, string>>) {
  const home = join(folder, digit);
  await mkdir(home, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
  const record = {
    id: idOf(digit),
    name: `name-${digit}`,
    imageRef: 'busybox',
    created: '2026-01-01T00:00:00Z',
    config: { Labels: { 'com.docker.compose.project': 'shop' } },
  } as unknown as ContainerRecord;
  return { record, home };
}

async function linesOf(logs: RemovedLogs, digit: string): Promise<string> {
  let text = '';
  const { entries } = logs.read(idOf(digit), EVERYTHING, new AbortController().signal);
  for await (const some of entries) for (const { data } of some) text += data.toString();
  return text;
}

describe('logs of removed containers', () => {
  it('are kept with all their files, and are there again with the next engine', async () => {
    const { record, home } = await container('a', {
      'container.log.1': LINE.replace('said', 'first'),
      'container.log': LINE,
      'container.json': '{}',
    });
    await (await open()).keep(record, home);
    expect(await readdir(home)).toEqual(['container.json']);
    const logs = await open();
    expect(logs.list()).toMatchObject({
      bytes: 2 * LINE.length + 1,
      logs: [{ id: idOf('a'), name: 'name-a', image: 'busybox', project: 'shop', tty: false }],
    });
    expect(await linesOf(logs, 'a')).toBe('first\nsaid\n');
  });

  it('are kept whole when the first attempt was cut off in the middle', async () => {
    const { record, home } = await container('a', { 'container.log.1': LINE });
    await (await open()).keep(record, home);
    await writeFile(join(home, 'container.log'), LINE);
    const logs = await open();
    await logs.keep(record, home);
    expect(await linesOf(logs, 'a')).toBe('said\nsaid\n');
    expect(logs.list().bytes).toBe(2 * LINE.length);
  });

  it('go when newer ones need their room, the oldest first, and also at a start with less room', async () => {
    const logs = await open(2 * LINE.length);
    for (const digit of ['a', 'b', 'c']) {
      const { record, home } = await container(digit, { 'container.log': LINE });
      await logs.keep(record, home);
    }
    expect(logs.list().logs.map(({ name }) => name)).toEqual(['name-c', 'name-b']);
    expect((await open(LINE.length)).list().logs.map(({ name }) => name)).toEqual(['name-c']);
    expect(await readdir(join(folder, 'kept'))).toEqual([idOf('c')]);
  });

  it('are not kept when there is nothing in them, nor when one alone is beyond the limit', async () => {
    const logs = await open(LINE.length);
    for (const [digit, text] of [
      ['a', ''],
      ['b', LINE + LINE],
    ] as const) {
      const { record, home } = await container(digit, { 'container.log': text });
      await logs.keep(record, home);
    }
    expect(logs.list().logs).toEqual([]);
    expect(await readdir(join(folder, 'kept'))).toEqual([]);
  });

  it('are deleted on request, one or all', async () => {
    const logs = await open();
    for (const digit of ['a', 'b', 'c']) {
      const { record, home } = await container(digit, { 'container.log': LINE });
      await logs.keep(record, home);
    }
    expect(await logs.delete(idOf('b'))).toEqual({ deleted: 1, freed: LINE.length });
    await expect(logs.delete(idOf('b'))).rejects.toMatchObject({ kind: 'not-found' });
    expect(() => logs.read(idOf('b'), EVERYTHING, new AbortController().signal)).toThrow('No log');
    expect(await logs.delete()).toEqual({ deleted: 2, freed: 2 * LINE.length });
    expect(await readdir(join(folder, 'kept'))).toEqual([]);
  });

  it('leave out what a crash left half-made', async () => {
    await mkdir(join(folder, 'kept', idOf('a')), { recursive: true });
    await writeFile(join(folder, 'kept', idOf('a'), 'removed.json'), '{"schema": 1, "id"');
    expect((await open()).list().logs).toEqual([]);
    expect(await readdir(join(folder, 'kept'))).toEqual([]);
  });
});
