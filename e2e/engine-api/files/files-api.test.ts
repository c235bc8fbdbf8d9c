import type { FileChanges, FileDockerfile, FileListing, FileText } from '../../../engine/api/types/files.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';
import { runProgram } from '../../fixtures/program.ts';

test.skip(isHeldAgainstDocker, 'Docker has no such routes');

const CHANGE =
  'echo more >> /etc/passwd; rm /bin/vi; mkdir /new; echo x > /new/file; chmod 700 /bin/busybox; ln -s /new /way';

test('a folder shows what a container added, modified and deleted', async ({ docker, http }) => {
  await docker`run --name changed busybox sh -c ${CHANGE}`;
  const marks = async (path: string) => {
    const answer = await http.get(`/gantry/containers/changed/files?path=${path}&changed=1`);
    return answer.json<FileListing>().entries.map(({ name, change }) => `${change} ${name}`);
  };
  expect(await marks('/')).toEqual(['modified bin', 'modified etc', 'added new', 'added way']);
  expect(await marks('/bin')).toEqual(['modified busybox', 'deleted vi']);
  expect(await marks('/way')).toEqual(['added file']);
  const { changes } = (await http.get('/gantry/containers/changed/files/changes')).json<FileChanges>();
  const told = (await docker.text`diff changed`).split('\n');
  expect(
    changes.map(({ change, path }) => `${{ added: 'A', modified: 'C', deleted: 'D' }[change]} ${path}`),
  ).toEqual(told);
});

test('its Dockerfile lines make the same changes', async ({ docker, http, folder }) => {
  await docker`run --name changed busybox sh -c ${CHANGE}`;
  const path = '/gantry/containers/changed/files/dockerfile';
  const { lines, copied } = (await http.get(path)).json<FileDockerfile>();
  expect(lines.join('\n').split(/\s*\\?\n\s*/)).toEqual([
    'RUN rm -rf /bin/vi',
    'COPY etc/passwd /etc/passwd',
    'COPY new/ /new/',
    'RUN ln -sfn /new /way',
    '&& chmod 0700 /bin/busybox',
  ]);
  expect(copied).toEqual(['etc/passwd', 'new']);
  const context = await http.get(`${path}/context`);
  await runProgram('tar', ['-x', '-C', folder], { input: context.body });
  const { stdout } = await runProgram('sh', ['-c', `cd ${folder} && tail -1 etc/passwd && cat new/file`]);
  expect(stdout).toBe('more\nx\n');
});

test('a file of a running and of a stopped container is read, written by its version, and read in parts', async ({
  docker,
  http,
}) => {
  await docker`run -d --name running busybox sleep 600`;
  await docker`create --name stopped busybox cat /etc/written /etc/issue`;
  for (const name of ['running', 'stopped']) {
    const at = (what: string, path: string) => `/gantry/containers/${name}/files${what}?path=${path}`;
    const put = (text: string, headers: Record<string, string>) =>
      http.send('PUT', at('/content', '/etc/written'), { body: Buffer.from(text), headers });
    expect((await put('one\n', { 'if-none-match': '*' })).status).toBe(200);
    expect((await put('two\n', { 'if-none-match': '*' })).status).toBe(409);
    const { entry, content } = (await http.get(at('/text', '/etc/written'))).json<FileText>();
    expect(content).toEqual({ kind: 'text', text: 'one\n' });
    expect((await put('two\n', { 'if-match': `"${entry.version}"` })).status).toBe(200);
    expect((await put('three\n', { 'if-match': `"${entry.version}"` })).status).toBe(409);
    const part = await http.get(at('/content', '/etc/written'), { headers: { range: 'bytes=1-2' } });
    expect([part.status, part.text, part.headers['content-range']]).toEqual([206, 'wo', 'bytes 1-2/4']);
    const escape = await http.get(at('/text', '/../../../../proc/self/root/etc/shadow'));
    expect([400, 404]).toContain(escape.status);
  }
  expect(await docker.text`exec running cat /etc/written`).toBe('two');
  expect((await docker`start -a stopped`).stdout).toMatch(/^two\n/);
});

test('a volume is browsed and changed, also one that no container ever used', async ({ docker, http }) => {
  await docker`volume create fresh`;
  const at = (what: string, query: string) => `/gantry/volumes/fresh/files${what}?${query}`;
  expect((await http.get(at('', ''))).json<FileListing>()).toMatchObject({
    total: 0,
    marked: false,
    readOnly: null,
  });
  await http.send('PUT', at('/content', 'path=/a/b/%FFname&parents=1'), { body: Buffer.from('deep') });
  const { entries } = (await http.get(at('', 'path=/a/b'))).json<FileListing>();
  expect(entries.map(({ name, size }) => [name, size])).toEqual([['\udcffname', 4]]);
  expect(
    (await http.post('/gantry/volumes/fresh/files/move', { body: { from: entries[0]?.path, to: '/plain' } }))
      .status,
  ).toBe(200);
  expect(await docker.text`run --rm -v fresh:/v busybox cat /v/plain`).toBe('deep');
  const measured = await http.post('/gantry/volumes/fresh/files/measure', {
    body: { paths: ['/a', '/plain'] },
  });
  expect(measured.json()).toEqual({ files: 1, folders: 2, bytes: 4, complete: true });
  await http.post('/gantry/volumes/fresh/files/remove', { body: { paths: ['/a', '/plain'] } });
  expect((await http.get(at('', ''))).json<FileListing>().total).toBe(0);
  expect((await http.get('/gantry/volumes/nothing/files')).status).toBe(404);
  await docker.text`volume rm fresh`;
});
