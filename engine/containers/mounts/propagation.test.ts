import { describe, expect, it } from 'vitest';
import { mountUnder, parseMountInfo } from './propagation.ts';

const TABLE = [
  '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
  '30 22 0:26 / /srv/with\\040blank rw - tmpfs tmpfs rw',
  '31 22 0:27 / /mnt rw shared:5 master:2 - tmpfs tmpfs rw',
  '32 31 0:28 / /mnt rw master:7 - tmpfs tmpfs rw',
  '',
].join('\n');
const mounts = parseMountInfo(TABLE);

describe('the mounts of the host', () => {
  it('are read with blanks in their paths, and whom they tell', () => {
    expect(mounts).toEqual([
      { path: '/', shared: true, slave: false },
      { path: '/srv/with blank', shared: false, slave: false },
      { path: '/mnt', shared: true, slave: true },
      { path: '/mnt', shared: false, slave: true },
    ]);
  });

  it.each([
    ['/', '/'],
    ['/mntx', '/'],
    ['/srv/with blank/x', '/srv/with blank'],
  ])('%s lies on %s', (path, mount) => {
    expect(mountUnder(mounts, path)?.path).toBe(mount);
  });

  it('cover each other at one place, the later one the earlier', () => {
    expect(mountUnder(mounts, '/mnt/x')).toBe(mounts[3]);
  });
});
