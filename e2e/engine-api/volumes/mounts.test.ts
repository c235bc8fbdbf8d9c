import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import type { ImageRecipe } from '../../fixtures/busybox-image.ts';
import { engineHttp } from '../../fixtures/engine-http.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';
import { runProgram } from '../../fixtures/program.ts';

test('a folder of the host is seen and written to, and with ro only seen', async ({ docker, folder }) => {
  await writeFile(`${folder}/in`, 'host');
  await docker.text`run --rm -v ${`${folder}:/b`} busybox sh -c ${'cat /b/in > /b/out'}`;
  expect(await readFile(`${folder}/out`, 'utf8')).toBe('host');
  const { code, stderr } = await docker`run --rm -v ${`${folder}:/b:ro`} busybox touch /b/x`;
  expect(code).toBe(1);
  expect(stderr).toContain('Read-only file system');
});

test('-v makes a source that is missing, --mount does not', async ({ docker, folder }) => {
  await docker.text`run --rm -v ${`${folder}/made/here:/b`} busybox touch /b/x`;
  expect((await stat(`${folder}/made/here`)).mode & 0o777).toBe(0o755);
  const missing = await docker`run --rm --mount ${`type=bind,src=${folder}/none,dst=/b`} busybox true`;
  expect(missing.code).toBe(125);
  expect(missing.stderr).toContain(
    `invalid mount config for type "bind": bind source path does not exist: ${folder}/none`,
  );
  expect(await docker`ps -aq --filter volume=${`${folder}/none`}`).toMatchObject({ stdout: '' });
});

test('a file is mounted where there was none, and over one that is there', async ({ docker, folder }) => {
  await writeFile(`${folder}/f`, 'mine');
  expect(await docker.text`run --rm -v ${`${folder}/f:/new/file`} busybox cat /new/file`).toBe('mine');
  expect(await docker.text`run --rm -v ${`${folder}/f:/etc/hosts`} busybox cat /etc/hosts`).toBe('mine');
  const { code, stderr } = await docker`run --rm -v ${`${folder}/f:/etc`} busybox true`;
  expect(code).not.toBe(0);
  expect(stderr).toContain('Are you trying to mount a directory onto a file (or vice-versa)?');
});

test('a destination behind a symlink of the image is made inside the image', async ({
  engine,
  docker,
  folder,
}) => {
  const image: ImageRecipe = {
    tags: ['linked:1'],
    files: [
      { path: 'way', link: '/etc/elsewhere' },
      { path: 'out', link: '../../../../../../../../tmp/gantry-test-never' },
    ],
  };
  await engine.loadImage(image);
  await writeFile(`${folder}/f`, 'x');
  expect(await docker.text`run --rm -v ${`${folder}:/way/in`} linked:1 ls /etc/elsewhere/in`).toBe('f');
  expect(await docker.text`run --rm -v ${`${folder}:/out/in`} linked:1 ls /tmp/gantry-test-never/in`).toBe(
    'f',
  );
  await expect(stat('/tmp/gantry-test-never')).rejects.toThrow('ENOENT');
});

test('parents are mounted before what lies below them, in whatever order they are named', async ({
  docker,
}) => {
  const mounts = ['-v', 'inner:/a/b/c', '--tmpfs', '/a/b', '-v', 'outer:/a'];
  const look = 'touch /a/1 /a/b/2 /a/b/c/3; find /a -type f | sort';
  expect(await docker.text`run --rm ${mounts} busybox sh -c ${look}`).toBe('/a/1\n/a/b/2\n/a/b/c/3');
  expect(await docker.text`run --rm -v outer:/a busybox sh -c ${'find /a | sort'}`).toBe('/a\n/a/1\n/a/b');
  await docker.text`volume rm inner outer`;
});

test('a read-only root has writable exceptions', async ({ docker, folder }) => {
  const mounts = ['-v', 'writable:/v', '-v', `${folder}:/b`, '--tmpfs', '/t', '--mount', 'type=tmpfs,dst=/u'];
  const write = 'for d in /v /b /t /u /dev/shm; do echo x > $d/f || exit 9; done; ! echo x > /f';
  expect(await docker`run --rm --read-only ${mounts} busybox sh -c ${write}`).toMatchObject({ code: 0 });
  await docker.text`volume rm writable`;
});

test('--mount type=tmpfs has a size and a mode', async ({ docker }) => {
  const look = 'df /t | tail -n 1 | tr -s " " | cut -d " " -f 2; stat -c %a /t; grep " /t " /proc/mounts';
  const said =
    await docker.text`run --rm --mount type=tmpfs,dst=/t,tmpfs-size=2m,tmpfs-mode=1700 busybox sh -c ${look}`;
  expect(said).toMatch(/^2048\n1700\ntmpfs \/t tmpfs rw,nosuid,nodev,noexec/);
});

test('inspect shows the mounts as Docker does', async ({ docker, folder }) => {
  const mounts = ['-v', 'shown:/v', '-v', '/a', '-v', `${folder}:/b:ro`, '--mount', 'type=tmpfs,dst=/t'];
  await docker.text`create --name shown ${mounts} busybox true`;
  const format =
    '{{range .Mounts}}{{.Type}} {{.Destination}} {{.Driver}} {{.Mode}} {{.RW}} {{.Propagation}}|{{end}}';
  const lines = (await docker.text`inspect -f ${format} shown`).split('|').filter(Boolean).sort();
  expect(lines).toEqual([
    'bind /b  ro false rprivate',
    'tmpfs /t   true ',
    'volume /a local  true ',
    'volume /v local z true ',
  ]);
  const [binds = '', volumes] = (
    await docker.text`inspect -f ${'{{json .HostConfig.Binds}}|{{json .Config.Volumes}}'} shown`
  ).split('|');
  expect((JSON.parse(binds) as string[]).sort()).toEqual([`${folder}:/b:ro`, 'shown:/v']);
  expect(volumes).toBe('{"/a":{}}');
  await docker.text`rm -v shown`;
  await docker.text`volume rm shown`;
});

test('mounts travel between host and container as far as is asked', async ({ docker, folder }) => {
  const source = `${folder}/shared`;
  await mkdir(`${source}/in`, { recursive: true });
  await runProgram('mount', ['-t', 'tmpfs', 'gantry-test', source]);
  try {
    await mkdir(`${source}/in`);
    const refused = await docker`run --rm -v ${`${folder}:/b:rshared`} busybox true`;
    expect(refused.stderr).toContain('but it is not a shared mount');
    await runProgram('mount', ['--make-shared', source]);
    await docker.text`run -d --name slave -v ${`${source}:/b:rslave`} busybox sleep 600`;
    await docker.text`run -d --name alone -v ${`${source}:/b`} busybox sleep 600`;
    await runProgram('mount', ['-t', 'tmpfs', 'gantry-test', `${source}/in`]);
    await writeFile(`${source}/in/late`, '');
    expect(await docker.text`exec slave ls /b/in`).toBe('late');
    expect(await docker.text`exec alone ls /b/in`).toBe('');
    const inner =
      await docker.text`run --rm --mount ${`type=bind,src=${source},dst=/b,bind-recursive=disabled`} busybox ls /b/in`;
    expect(inner).toBe('');
    await docker.text`rm -f slave alone`;
  } finally {
    await runProgram('umount', ['-R', source]);
  }
});

test('the engine’s own socket can be mounted and answers', async ({ docker, engine }) => {
  await docker.text`run -d --name client -v ${`${engine.home.socket}:/s.sock`} busybox sleep 600`;
  const pid = await docker.text`inspect -f {{.State.Pid}} client`;
  expect((await engineHttp(`/proc/${pid}/root/s.sock`).get('/_ping')).text).toBe('OK');
});

test.describe('newer than the dockerd that can be installed here', () => {
  test.skip(isHeldAgainstDocker, 'it has no such mounts');

  test('a part of a volume is mounted, never anything outside it', async ({ docker }) => {
    const fill =
      'mkdir -p /v/a/b; echo deep > /v/a/b/f; ln -s a/b /v/good; ln -s /etc /v/bad; ln -s ../../../.. /v/up; ln -s up/data /v/far';
    await docker.text`run --rm -v parts:/v busybox sh -c ${fill}`;
    const part = (path: string) => `type=volume,src=parts,dst=/p,volume-subpath=${path}`;
    expect(await docker.text`run --rm --mount ${part('a/b')} busybox cat /p/f`).toBe('deep');
    expect(await docker.text`run --rm --mount ${part('good')} busybox cat /p/f`).toBe('deep');
    expect(await docker.text`run --rm --mount ${part('a/b/f')} busybox cat /p`).toBe('deep');
    for (const path of ['bad', 'up', 'far']) {
      const { code, stderr } = await docker`run --rm --mount ${part(path)} busybox ls /p`;
      expect(code).toBe(125);
      expect(stderr).toContain('escapes the base directory');
    }
    expect((await docker`run --rm --mount ${part('none')} busybox true`).stderr).toContain(
      'cannot access path',
    );
  });

  test('an image is mounted, whole or in part, read-only, and stays while it is used', async ({
    ownEngine,
  }) => {
    const { docker } = ownEngine;
    await ownEngine.loadImage({ tags: ['data:1'], files: [{ path: 'srv/in/f', content: 'of the image' }] });
    const mount = 'type=image,src=data:1,dst=/i';
    expect(await docker.text`run --rm --mount ${mount} busybox cat /i/srv/in/f`).toBe('of the image');
    expect(await docker.text`run --rm --mount ${`${mount},image-subpath=srv/in`} busybox ls /i`).toBe('f');
    expect(await docker.text`run --rm --mount ${`${mount},image-subpath=etc`} busybox ls /i`).not.toContain(
      'hosts',
    );
    expect((await docker`run --rm --mount ${mount} busybox touch /i/x`).stderr).toContain('Read-only');
    await docker.text`run -d --name user --mount ${mount} busybox sleep 600`;
    const refused = await docker`rmi data:1`;
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('conflict');
    await docker.text`rm -f user`;
    await docker.text`rmi data:1`;
  });

  test('what is mounted below a read-only source is read-only too, unless told', async ({
    ownEngine,
    folder,
  }) => {
    const { docker } = ownEngine;
    await mkdir(`${folder}/in`);
    await runProgram('mount', ['-t', 'tmpfs', 'gantry-test', `${folder}/in`]);
    try {
      const bind = `type=bind,src=${folder},dst=/b,readonly`;
      expect((await docker`run --rm --mount ${bind} busybox touch /b/in/x`).stderr).toContain('Read-only');
      const writable =
        await docker`run --rm --mount ${`${bind},bind-recursive=writable`} busybox touch /b/in/x`;
      expect(writable).toMatchObject({ code: 0 });
    } finally {
      await runProgram('umount', [`${folder}/in`]);
    }
  });
});
