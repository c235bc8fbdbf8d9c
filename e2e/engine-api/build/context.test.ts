import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeBuilt, writeContext } from '../../fixtures/build-folder.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { FileServer, git } from '../../fixtures/file-server.ts';

test.afterEach(({ docker }) => removeBuilt(docker));

test('a context comes by address: a packed tar, a Dockerfile alone, a branch of a repository', async ({
  http,
  docker,
  folder,
}) => {
  await using server = await FileServer.of(folder);
  const build = async (remote: string, query = '') => {
    const path = `/build?t=story/remote&remote=${encodeURIComponent(remote)}${query}`;
    return (await http.post(path)).text;
  };
  await writeContext(folder, {
    'plain/Dockerfile': 'FROM busybox\nCMD ["echo", "alone"]\n',
    'tar/Dockerfile': 'FROM busybox\nCOPY said /\nCMD ["cat", "/said"]\n',
    'tar/said': 'packed\n',
    'code.git/Dockerfile': 'FROM busybox\nCMD ["echo", "root"]\n',
    'code.git/part/Containerfile': 'FROM busybox\nCOPY . /all\nCMD ["ls", "-A", "/all"]\n',
  });
  await promisify(execFile)('tar', ['-C', join(folder, 'tar'), '-cJf', join(folder, 'context.tar.xz'), '.']);
  await git(join(folder, 'code.git'), 'init', '--quiet');
  await git(join(folder, 'code.git'), 'add', '.');
  await git(join(folder, 'code.git'), 'commit', '--quiet', '-m', 'one');
  const commit = await git(join(folder, 'code.git'), 'rev-parse', 'HEAD');
  await git(join(folder, 'code.git'), 'tag', '-a', '-m', 'first', 'v1');

  expect(await build(`${server.address}/plain/Dockerfile`)).toContain('Successfully tagged');
  expect(await docker.text`run --rm story/remote`).toBe('alone');
  expect(await build(`${server.address}/context.tar.xz`)).toContain('Successfully tagged');
  expect(await docker.text`run --rm story/remote`).toBe('packed');
  const repository = `${server.address}/code.git`;
  expect(await build(repository)).toContain('Successfully tagged');
  expect(await docker.text`run --rm story/remote`).toBe('root');
  expect(await build(`${repository}#v1:part`, '&dockerfile=Containerfile')).toContain('Successfully tagged');
  expect(await docker.text`run --rm story/remote`).toBe('Containerfile');
  expect(await build(`${repository}#${commit}`)).toContain('Using cache');

  expect(await build(`${repository}#gone`)).toContain("couldn't find remote ref gone");
  expect(await build(`${repository}#v1:nowhere`)).toContain('has no folder nowhere');
  expect(await build(`${server.address}/nothing.tar`)).toContain('with status 404 Not Found');
  expect(await build('file:///etc/passwd')).toContain('neither an http(s) address nor a git repository');
});
