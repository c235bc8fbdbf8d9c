import { mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { expect, test } from '../../fixtures/engine-test.ts';

test('diff lists what was added, changed and deleted', async ({ docker }) => {
  await docker`run --name changed busybox sh -c ${'echo new > /added; mkdir /d; echo x > /d/f; echo more >> /etc/passwd; rm /bin/vi'}`;
  const lines = (await docker.text`diff changed`).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining(['A /added', 'A /d', 'A /d/f', 'C /etc', 'C /etc/passwd', 'C /bin', 'D /bin/vi']),
  );
});

test('diff of a container that changed nothing is empty', async ({ docker }) => {
  await docker`create --name clean busybox true`;
  expect(await docker.text`diff clean`).toBe('');
});

test('cp brings files and folders out, with their modes and links', async ({ docker, folder }) => {
  const script =
    'mkdir -p /src/sub; echo content > /src/sub/file; chmod 750 /src/sub/file; ln -s sub/file /src/link';
  await docker`run --name source busybox sh -c ${script}`;
  await docker.text`cp source:/src ${`${folder}/out`}`;
  expect(await readFile(`${folder}/out/sub/file`, 'utf8')).toBe('content\n');
  expect((await stat(`${folder}/out/sub/file`)).mode & 0o777).toBe(0o750);
  expect(await readlink(`${folder}/out/link`)).toBe('sub/file');
});

test('cp brings files into a running and into a stopped container', async ({ docker, folder }) => {
  await mkdir(`${folder}/in/sub`, { recursive: true });
  await writeFile(`${folder}/in/sub/file`, 'put');
  await symlink('sub/file', `${folder}/in/link`);
  await docker`run -d --name running busybox sleep 600`;
  await docker`create --name stopped busybox cat /in/link`;
  for (const name of ['running', 'stopped']) await docker.text`cp ${`${folder}/in`} ${name}:/`;
  expect(await docker.text`exec running cat /in/link`).toBe('put');
  expect(await docker.text`start -a stopped`).toBe('put');
});

test('cp takes and gives a tar stream', async ({ docker }) => {
  await docker`run --name source busybox sh -c ${'echo streamed > /file'}`;
  const { bytes } = await docker`cp source:/file -`;
  await docker`create --name target busybox cat /tmp/file`;
  await docker.with({ input: bytes }).text`cp - target:/tmp`;
  expect(await docker.text`start -a target`).toBe('streamed');
});

test('cp goes through a link of the container and never out of it', async ({ docker, folder }) => {
  await docker`run --name tricky busybox sh -c ${'ln -s /etc /inner; ln -s ../../../../../etc/hostname /outer; echo inside > /etc/marked'}`;
  await docker.text`cp tricky:/inner/marked ${`${folder}/marked`}`;
  expect(await readFile(`${folder}/marked`, 'utf8')).toBe('inside\n');
  await writeFile(`${folder}/evil`, 'x');
  await docker`run --name escape busybox ln -s /../../../..${folder} /out`;
  await docker`cp ${`${folder}/evil`} escape:/out/landed`;
  await expect(stat(`${folder}/landed`)).rejects.toThrow('ENOENT');
});

test('cp of a path that is not there says so', async ({ docker, folder }) => {
  await docker`create --name here busybox true`;
  const { code, stderr } = await docker`cp here:/no/such ${folder}`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/Could not find the file \/no\/such in container/);
});
