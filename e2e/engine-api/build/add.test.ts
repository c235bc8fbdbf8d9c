import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BuildRecord, BuildSummary } from '../../../engine/api/types/build.ts';
import { tarOf } from '../../../engine/testing/tar-of.ts';
import { removeBuilt, writeContext } from '../../fixtures/build-folder.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { FileServer, git } from '../../fixtures/file-server.ts';

test.afterEach(({ docker }) => removeBuilt(docker));

const tar = (args: readonly string[]) => promisify(execFile)('tar', [...args]);

test('what ADD fetches is fetched again only when it changed', async ({ docker, http, folder }) => {
  await using server = await FileServer.of(folder);
  await writeContext(folder, { 'a.txt': 'one\n', 'code.git/read.me': 'read\n', 'in.txt': 'inside\n' });
  await tar(['-C', folder, '-czf', join(folder, 'in.tgz'), 'in.txt']);
  const repository = join(folder, 'code.git');
  for (const args of [['init'], ['add', '.'], ['commit', '--quiet', '-m', 'one']])
    await git(repository, ...args);
  const dockerfile = `FROM busybox
ADD --chmod=u=rw,go=r ${server.address}/a.txt /got/
ADD --unpack ${server.address}/in.tgz /unpacked/
ADD ${server.address}/in.tgz /kept
ADD ${server.address}/code.git /code
RUN stat -c '%n %a %Y' /got/a.txt /kept; cat /unpacked/in.txt /code/read.me; ls -A /code
`;
  const build = () => docker.with({ input: dockerfile }).text`build -t story/added -`;
  expect(await build()).toContain('/got/a.txt 644 1000000000\n/kept 600 1000000000\ninside\nread\nread.me\n');
  expect(server.asked.splice(0)).toEqual(['GET /a.txt', 'GET /in.tgz', 'GET /in.tgz (known)', 'GET /in.tgz']);
  expect((await build()).match(/Using cache/g)).toHaveLength(5);
  expect(server.asked).toEqual(['GET /a.txt (known)', 'GET /in.tgz (known)', 'GET /in.tgz (known)']);

  await writeContext(folder, { 'a.txt': 'two\n' });
  await build();
  expect(await docker.text`run --rm story/added cat /got/a.txt`).toBe('two');
  const [newest] = (await http.get('/gantry/builds')).json<readonly BuildSummary[]>();
  const record = (await http.get(`/gantry/builds/${newest?.id}`)).json<BuildRecord>();
  expect(record.timeline[1]?.reason).toBe(`\`${server.address}/a.txt\` changed`);

  const digest = 'a'.repeat(64);
  const wrong = `FROM busybox\nADD --checksum=sha256:${digest} ${server.address}/a.txt /\n`;
  const { code, stderr } = await docker.with({ input: wrong })`build -`;
  expect(code).toBe(1);
  expect(stderr).toContain('ADD failed: digest mismatch');
});

test('files come in as each option says', async ({ docker, http, folder }) => {
  await writeContext(folder, { 'in.txt': 'inside\n' });
  await tar(['-C', folder, '-cf', join(folder, 'in.tar'), 'in.txt']);
  const { stdout: archive } = await promisify(execFile)('cat', [join(folder, 'in.tar')], {
    encoding: 'latin1',
  });
  const capability = Buffer.from('0100000200200000000000000000000000000000', 'hex').toString('latin1');
  const context = tarOf([
    { path: 'in.tar', content: archive },
    { path: 'tree/a/keep.txt', content: 'k' },
    { path: 'tree/a/drop.md', content: 'd' },
    { path: 'tree/b/two words.txt', content: 'w' },
    {
      path: 'able',
      mode: 0o755,
      content: 'x',
      records: new Map([['SCHILY.xattr.security.capability', capability]]),
    },
    {
      path: 'Dockerfile',
      content: `FROM busybox AS made
COPY --chown=0:7 able /able
RUN echo 'me:x:41:42::/:' >> /etc/passwd && echo 'us:x:43:' >> /etc/group
FROM made
ADD in.tar /unpacked/
ADD --unpack=false --link in.tar /whole/
COPY --parents tree/./a tree/b/*.txt /parents/
COPY --exclude=**/*.md tree/a /excluded/
COPY ["tree/b/two words.txt", "/spaced out/"]
COPY --chown=me:us --chmod=u=rwX,go= tree /owned
COPY --from=made --chown=me /able /again
RUN find /unpacked /whole /parents /excluded /owned "/spaced out" | sort; stat -c '%n %a %u:%g' /owned /owned/a/keep.txt /again
`,
    },
  ]);
  const headers = { 'content-type': 'application/x-tar' };
  const { text } = await http.post('/build?t=story/options', { headers, body: context });
  const printed = text
    .split('\r\n')
    .filter((line) => line.includes('keep.txt'))
    .join('');
  expect(printed).toContain(
    [
      '/excluded',
      '/excluded/keep.txt',
      '/owned',
      '/owned/a',
      '/owned/a/drop.md',
      '/owned/a/keep.txt',
      '/owned/b',
      '/owned/b/two words.txt',
      '/parents',
      '/parents/a',
      '/parents/a/drop.md',
      '/parents/a/keep.txt',
      '/parents/tree',
      '/parents/tree/b',
      '/parents/tree/b/two words.txt',
      '/spaced out',
      '/spaced out/two words.txt',
      '/unpacked',
      '/unpacked/in.txt',
      '/whole',
      '/whole/in.tar',
    ].join('\\n'),
  );
  expect(printed).toContain('/owned 755 41:43\\n/owned/a/keep.txt 600 41:43\\n/again 755 41:41\\n');
  const id = await docker.text`create story/options`;
  const { bytes } = await docker`export ${id}`;
  // The same capability in the stage and, copied from there, in the image.
  expect(bytes.toString('latin1').split(`SCHILY.xattr.security.capability=${capability}`)).toHaveLength(3);
});
