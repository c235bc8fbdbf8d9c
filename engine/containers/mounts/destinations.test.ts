import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minimalInput } from '../../runtime/spec/minimal-input.ts';
import { mountList } from '../../runtime/spec/mounts.ts';
import { settleDestinations } from './destinations.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  await mkdir(join(root, 'etc'));
  await symlink('/etc/elsewhere', join(root, 'way'));
  await symlink('../../../../../etc', join(root, 'out'));
  await symlink('/', join(root, 'top'));
  await symlink('/proc', join(root, 'kernel'));
  await mkdir(join(root, 'dev'));
  await symlink('/run/log', join(root, 'dev/log'));
  await symlink('/run/shm', join(root, 'dev/shm'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const bind = (destination: string, source = '/tmp') => ({
  destination,
  type: 'bind',
  source,
  options: ['rbind'],
});
const settled = async (mounts: readonly string[], tmpfs: Readonly<Record<string, string>> = {}) => {
  const input = await settleDestinations({ mounts: mounts.map((path) => bind(path)), tmpfs }, root);
  return [...input.mounts.map(({ destination }) => destination), ...Object.keys(input.tmpfs)];
};

describe('where a mount goes', () => {
  it('is found behind links of the image, also those that lead nowhere yet or out of it', async () => {
    expect(await settled(['/way/in', '/out/x', '/plain/new'], { '/way/t': 'size=1m' })).toEqual([
      '/etc/elsewhere/in',
      '/etc/x',
      '/plain/new',
      '/etc/elsewhere/t',
    ]);
  });

  it('is below another mount where that one goes, whose links nobody knows yet', async () => {
    expect(await settled(['/way/way/x/', '/way'])).toEqual(['/etc/elsewhere/way/x', '/etc/elsewhere']);
    expect(await settled(['/way/in'], { '/way': '' })).toEqual(['/etc/elsewhere/in', '/etc/elsewhere']);
    expect(await settled(['/etc', '/out/way'])).toEqual(['/etc', '/etc/way']);
  });

  it('is made after what it lies in, however that was written', async () => {
    const input = { ...minimalInput(root, ['true'], '/x'), mounts: [bind('/way/in'), bind('/way')] };
    const list = mountList(await settleDestinations(input, root)).map(({ destination }) => destination);
    expect(list.slice(-2)).toEqual(['/etc/elsewhere', '/etc/elsewhere/in']);
  });

  it('is not looked up in what the runtime mounts over the image', async () => {
    expect(await settled(['/dev/log', '/dev/shm'])).toEqual(['/dev/log', '/dev/shm']);
    await expect(settled(['/kernel/x'])).rejects.toThrow('"/proc/x" cannot be mounted');
  });

  it('is not the root, by whatever way', async () => {
    await expect(settled(['/top'])).rejects.toThrow('"/" cannot be mounted because it is the root');
  });

  it.each(['/proc/x', '/proc/sys/kernel'])('is not %s', async (path) => {
    await expect(settled([path])).rejects.toThrow(`"${path}" cannot be mounted because it is inside /proc`);
    await expect(settled([], { [path]: '' })).rejects.toThrow('inside /proc');
  });

  it('may be /proc for procfs, and a file there that LXCFS makes', async () => {
    await expect(settled(['/proc'])).rejects.toThrow('because it is not of type proc');
    const input = await settleDestinations({ mounts: [bind('/proc', '/proc')], tmpfs: {} }, root);
    expect(input.mounts).toEqual([bind('/proc', '/proc')]);
    expect(await settled(['/proc/uptime'])).toEqual(['/proc/uptime']);
  });
});
