import {
  chown,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

test('cp brings a folder itself, or with /. what is in it', async ({ docker, folder }) => {
  await docker`run --name source busybox sh -c ${'mkdir -p /src/sub; echo x > /src/sub/file'}`;
  await mkdir(`${folder}/one`);
  await mkdir(`${folder}/two`);
  await docker.text`cp source:/src ${`${folder}/one`}`;
  await docker.text`cp source:/src/. ${`${folder}/two`}`;
  expect(await readdir(`${folder}/one`)).toEqual(['src']);
  expect(await readdir(`${folder}/two`)).toEqual(['sub']);
  await docker.text`cp ${`${folder}/one/src/.`} source:/tmp`;
  await docker.text`cp source:/tmp/sub/file ${`${folder}/renamed`}`;
  expect(await readFile(`${folder}/renamed`, 'utf8')).toBe('x\n');
});

test('cp takes links as links, with -L what they lead to, and a folder behind a link by the name of the link', async ({
  docker,
  folder,
}) => {
  const links = 'ln -s two /src/one; ln -s ../src/file /src/two; ln -s /src /way';
  await docker`run --name source busybox sh -c ${`mkdir /src; echo real > /src/file; ${links}`}`;
  await docker.text`cp source:/src/one ${`${folder}/link`}`;
  expect(await readlink(`${folder}/link`)).toBe('two');
  await docker.text`cp -L source:/src/one ${`${folder}/followed`}`;
  expect(await readFile(`${folder}/followed`, 'utf8')).toBe('real\n');
  await docker.text`cp source:/way/ ${`${folder}/`}`;
  expect(await readFile(`${folder}/way/file`, 'utf8')).toBe('real\n');
});

test('cp refuses to put a file where a folder is, and the reverse', async ({ docker, folder }) => {
  await docker`run --name target busybox sh -c ${'mkdir -p /t/name; echo x > /t/other'}`;
  await writeFile(`${folder}/name`, 'a file');
  await mkdir(`${folder}/other`);
  const one = await docker`cp ${`${folder}/name`} target:/t`;
  expect([one.code, one.stderr]).toEqual([1, expect.stringContaining('cannot overwrite directory')]);
  const other = await docker`cp ${`${folder}/other`} target:/t`;
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('cannot overwrite non-directory')]);
  const missing = await docker`cp ${`${folder}/name`} target:/no/such/`;
  expect(missing.code).toBe(1);
});

// Docker 20.10 looks the user up on the machine instead of in the container.
test('cp keeps numeric owners, and with -a gives what is copied to the user of the container', {
  tag: '@unlike-docker-20',
}, async ({ docker, folder }) => {
  await writeFile(`${folder}/mine`, 'x');
  await chown(`${folder}/mine`, 4321, 5432);
  await docker`create --name plain busybox stat -c %u:%g /mine /tmp/mine`;
  await docker`create --name user --user 1234:2345 busybox stat -c %u:%g /mine /tmp/mine`;
  for (const name of ['plain', 'user']) {
    await docker.text`cp ${`${folder}/mine`} ${name}:/mine`;
    await docker.text`cp -a ${`${folder}/mine`} ${name}:/tmp/mine`;
  }
  expect(await docker.text`start -a plain`).toBe('4321:5432\n4321:5432');
  expect(await docker.text`start -a user`).toBe('4321:5432\n1234:2345');
});

test('cp into a folder of a stopped container reaches its volume, and not what the volume hides', async ({
  docker,
  folder,
}) => {
  await writeFile(`${folder}/file`, 'in the volume');
  await docker`create --name target -v kept:/data -v ${`${folder}:/bound`} busybox true`;
  await docker.text`cp ${`${folder}/file`} target:/data/file`;
  await docker.text`cp ${`${folder}/file`} target:/bound/copied`;
  expect(await readFile(`${folder}/copied`, 'utf8')).toBe('in the volume');
  expect(await docker.text`run --rm -v kept:/v busybox cat /v/file`).toBe('in the volume');
  await docker.text`cp target:/data/file ${`${folder}/back`}`;
  expect(await readFile(`${folder}/back`, 'utf8')).toBe('in the volume');
  expect(await docker.text`diff target`).not.toContain('file');
  await docker.text`rm target`;
  await docker.text`volume rm kept`;
});

test('cp into what is read-only is refused, into a volume of a read-only container it is not', async ({
  docker,
  folder,
}) => {
  await writeFile(`${folder}/file`, 'x');
  await docker`create --name locked --read-only -v open:/open -v shut:/shut:ro busybox true`;
  const root = await docker`cp ${`${folder}/file`} locked:/etc/file`;
  expect([root.code, root.stderr]).toEqual([
    1,
    expect.stringContaining('container rootfs is marked read-only'),
  ]);
  const shut = await docker`cp ${`${folder}/file`} locked:/shut/file`;
  expect([shut.code, shut.stderr]).toEqual([1, expect.stringContaining('marked read-only')]);
  await docker.text`cp ${`${folder}/file`} locked:/open/file`;
  await docker.text`rm locked`;
  await docker.text`volume rm open shut`;
});

test('cp of a huge sparse file takes neither the memory nor the disk that it seems to have', async ({
  docker,
  folder,
}) => {
  test.slow();
  await writeFile(`${folder}/sparse`, 'begin');
  await truncate(`${folder}/sparse`, 300 * 1024 * 1024);
  await docker`run -d --name target busybox sleep 600`;
  await docker.text`cp ${`${folder}/sparse`} target:/sparse`;
  const [size] = (await docker.text`exec target stat -c ${'%s %b'} /sparse`).split(' ').map(Number);
  expect(size).toBe(300 * 1024 * 1024);
  expect(await docker.text`exec target head -c 5 /sparse`).toBe('begin');
});

test('a tar whose members lie behind links of the container stays in the container', async ({
  docker,
  folder,
}) => {
  await mkdir(`${folder}/outside`);
  await docker`run --name target busybox sh -c ${`mkdir -p /in ${folder}/outside; ln -s ${folder}/outside /in/door`}`;
  await mkdir(`${folder}/tar`);
  await symlink('/etc', `${folder}/tar/own-door`);
  await mkdir(`${folder}/tar/door`);
  await writeFile(`${folder}/tar/door/landed`, 'x');
  const { bytes } = await runProgram('tar', ['-c', '-C', `${folder}/tar`, 'own-door', 'door/landed']);
  await docker.with({ input: bytes })`cp - target:/in`;
  expect(await readdir(`${folder}/outside`)).toEqual([]);
});

test('an export has what the container is, without its volumes', async ({ docker, folder }) => {
  await docker`run --name source -v kept:/data busybox sh -c ${'echo x > /data/in-volume; echo y > /own'}`;
  await docker.text`export -o ${`${folder}/root.tar`} source`;
  const { stdout } = await runProgram('tar', ['-tf', `${folder}/root.tar`]);
  const names = stdout.split('\n');
  expect(names).toEqual(expect.arrayContaining(['own', 'data/', 'bin/busybox']));
  expect(names).not.toContain('data/in-volume');
  expect((await stat(`${folder}/root.tar`)).size).toBeGreaterThan(1000);
  await docker.text`rm source`;
  await docker.text`volume rm kept`;
});

test('a file whose name is no text is copied by its bytes', { tag: '@unlike-docker-20' }, async ({
  docker,
  http,
  folder,
}) => {
  await docker`run --name source busybox sh -c ${'echo odd > "$(printf "/tmp/\\377\\012x")"'}`;
  const answer = await http.get('/containers/source/archive?path=/tmp/%FF%0Ax');
  expect(answer.status).toBe(200);
  await writeFile(`${folder}/odd.tar`, answer.body);
  const { stdout } = await runProgram('tar', ['-xOf', `${folder}/odd.tar`]);
  expect(stdout).toBe('odd\n');
});
