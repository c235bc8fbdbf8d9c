import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveUser } from './user.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gantry-test-user-'));
  await mkdir(join(root, 'etc'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('resolveUser', () => {
  it('reads the files of the image', async () => {
    await writeFile(join(root, 'etc/passwd'), 'ann:x:1000:100::/home/ann:\n');
    await writeFile(join(root, 'etc/group'), 'wheel:x:10:ann\n');
    expect(await resolveUser(root, 'ann')).toMatchObject({ uid: 1000, additionalGids: [10, 100] });
  });

  it('does without them', async () => {
    expect(await resolveUser(root, '')).toMatchObject({ uid: 0 });
    await rm(join(root, 'etc'), { recursive: true });
    await writeFile(join(root, 'etc'), 'not a folder');
    expect(await resolveUser(root, '7')).toMatchObject({ uid: 7 });
  });

  it('follows links inside the root only', async () => {
    await symlink('/etc/real', join(root, 'etc/passwd'));
    await writeFile(join(root, 'etc/real'), 'inner:x:5:5::/:\n');
    expect(await resolveUser(root, 'inner')).toMatchObject({ uid: 5 });
    await rm(join(root, 'etc/passwd'));
    await symlink('/proc/self/root/etc/passwd', join(root, 'etc/passwd'));
    await expect(resolveUser(root, 'daemon')).rejects.toThrow('unable to find user daemon');
  });

  it('is not held up by a fifo, nor by a file without end', async () => {
    execFileSync('/usr/bin/mkfifo', [join(root, 'etc/passwd')]);
    expect(await resolveUser(root, '0')).toMatchObject({ uid: 0 });
    await rm(join(root, 'etc/passwd'));
    const file = await open(join(root, 'etc/passwd'), 'w');
    await file.truncate(2 ** 40);
    await file.close();
    await expect(resolveUser(root, '0')).rejects.toMatchObject({ kind: 'invalid' });
  });
});
