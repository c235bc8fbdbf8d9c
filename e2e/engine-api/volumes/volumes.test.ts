import { writeFile } from 'node:fs/promises';
import { expect, test } from '../../fixtures/engine-test.ts';

test('a volume outlives the containers that use it', async ({ docker }) => {
  await docker.text`run --rm -v outlives:/data busybox sh -c ${'echo kept > /data/file'}`;
  expect(await docker.text`run --rm -v outlives:/other busybox cat /other/file`).toBe('kept');
  await docker.text`volume rm outlives`;
  expect(await docker.text`volume ls -q --filter name=outlives`).toBe('');
});

test('create answers the volume that is there, whatever is asked', async ({ docker, http }) => {
  expect(await docker.text`volume create --label first=1 twice`).toBe('twice');
  expect(await docker.text`volume create --label second=2 twice`).toBe('twice');
  expect(await docker.text`volume inspect -f {{.Labels}} twice`).toBe('map[first:1]');
  const body = JSON.stringify({ Name: 'twice', Driver: 'local', DriverOpts: null, Labels: null });
  const { status, text } = await http.post('/volumes/create', {
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(status).toBe(201);
  expect(JSON.parse(text)).toMatchObject({ Name: 'twice', Scope: 'local', Options: null });
  await docker.text`volume rm twice`;
});

test('a volume in use is not removed, and the answer names who uses it', async ({ docker }) => {
  const id = await docker.text`create -v needed:/data busybox true`;
  for (const force of [[], ['-f']]) {
    const { code, stderr } = await docker`volume rm ${force} needed`;
    expect(code).toBe(1);
    expect(stderr).toContain(`remove needed: volume is in use - [${id}]`);
  }
  await docker.text`rm ${id}`;
  await docker.text`volume rm needed`;
});

test('lists are filtered by use, name, label and driver', async ({ docker }) => {
  await docker.text`volume create --label kind=a filter-a`;
  await docker.text`volume create --label kind=b filter-b`;
  const id = await docker.text`create -v filter-a:/data busybox true`;
  const list = async (...filters: string[]) =>
    (
      await docker.text`volume ls -q ${filters.flatMap((one) => ['--filter', one])} --filter name=filter-`
    ).split('\n');
  expect(await list()).toEqual(['filter-a', 'filter-b']);
  expect(await list('dangling=true')).toEqual(['filter-b']);
  expect(await list('dangling=false')).toEqual(['filter-a']);
  expect(await list('label=kind')).toEqual(['filter-a', 'filter-b']);
  expect(await list('label=kind=b')).toEqual(['filter-b']);
  expect(await list('driver=nfs')).toEqual(['']);
  expect(await docker.text`ps -aq --no-trunc --filter volume=filter-a`).toBe(id);
  expect(await docker.text`ps -aq --no-trunc --filter volume=/data --filter id=${id}`).toBe(id);
  expect(await docker.text`ps -a --filter id=${id} --format {{.Mounts}}`).toBe('filter-a');
  await docker.text`rm ${id}`;
  await docker.text`volume rm filter-a filter-b`;
});

test('prune takes anonymous volumes, with --all named ones, and none that is used', async ({ ownEngine }) => {
  const { docker } = ownEngine;
  await docker.text`volume create named`;
  const anonymous = await docker.text`volume create`;
  await docker.text`volume create --label keep=1 labelled`;
  await docker.text`create --name user -v used:/data -v /anonymous busybox true`;
  expect(await docker.text`volume prune -f`).toContain(anonymous);
  expect((await docker.text`volume ls -q`).split('\n')).toEqual(
    expect.arrayContaining(['labelled', 'named', 'used']),
  );
  const said = await docker.text`volume prune -af --filter label!=keep`;
  expect(said).toContain('named');
  expect(said).toMatch(/Total reclaimed space: [1-9]/);
  expect((await docker.text`volume ls -q`).split('\n')).toEqual(expect.arrayContaining(['labelled', 'used']));
});

test('system df tells what volumes weigh and how many containers use them', async ({ docker }) => {
  await docker.text`run --rm -v heavy:/data busybox dd if=/dev/zero of=/data/file bs=1M count=8`;
  await docker.text`create -v heavy:/data busybox true`;
  const df = await docker.text`system df -v`;
  expect(df).toMatch(/^heavy\s+1\s+8\.\d+MB$/m);
});

test('events tell the life of a volume', async ({ docker }) => {
  const watch = docker.start`events --filter type=volume --filter volume=told --format ${'{{.Action}} {{.Actor.Attributes.destination}}'}`;
  // A watcher sees what happens once it listens.
  await expect
    .poll(async () => {
      await docker`volume create told`;
      await docker`volume rm told`;
      return watch.stdout.text;
    })
    .toContain('destroy');
  await docker.text`run --rm -v told:/data busybox true`;
  await docker.text`volume rm told`;
  await expect.poll(() => watch.stdout.text).toMatch(/create .*\nmount \/data\nunmount .*\ndestroy .*\n$/);
  watch.kill('SIGTERM');
  await watch.ended;
});

test('driver options mount what they say for as long as it is used', async ({ docker, folder }) => {
  await writeFile(`${folder}/file`, 'of the host');
  const bind = ['--opt', 'type=none', '--opt', 'o=bind', '--opt', `device=${folder}`];
  await docker.text`volume create ${bind} bound`;
  expect(await docker.text`run --rm -v bound:/data busybox cat /data/file`).toBe('of the host');
  await docker.text`volume create --opt type=tmpfs --opt device=tmpfs --opt o=size=1m,uid=1000 memory`;
  const df = 'df /data | tail -n 1 | tr -s " " | cut -d " " -f 1,2; stat -c %u /data';
  expect(await docker.text`run --rm -v memory:/data busybox sh -c ${df}`).toBe('tmpfs 1024\n1000');
  await docker.text`run -d --name first -v memory:/data busybox sleep 600`;
  await docker.text`exec first touch /data/shared`;
  expect(await docker.text`run --rm -v memory:/data busybox ls /data`).toBe('shared');
  await docker.text`rm -f first`;
  expect(await docker.text`run --rm -v memory:/data busybox ls /data`).toBe('');
  await docker.text`volume create --opt type=none --opt o=bind --opt device=${`${folder}/none`} missing`;
  const { code, stderr } = await docker`run --rm -v missing:/data busybox true`;
  expect(code).toBe(125);
  expect(stderr).toContain('failed to mount local volume');
  await docker.text`volume rm bound memory missing`;
});
