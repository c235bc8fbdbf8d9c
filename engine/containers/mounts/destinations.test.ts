import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleDestinations } from './destinations.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  await mkdir(join(root, 'etc'));
  await symlink('/etc/elsewhere', join(root, 'way'));
  await symlink('../../../../../etc', join(root, 'out'));
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

  it('stays as written below another mount, whose links nobody knows yet', async () => {
    expect(await settled(['/way', '/way/way/x/'])).toEqual(['/etc/elsewhere', '/way/way/x']);
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
