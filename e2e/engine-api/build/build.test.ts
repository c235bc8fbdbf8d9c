import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildRecord, BuildSummary } from '../../../engine/api/types/build.ts';
import { removeBuilt, writeContext } from '../../fixtures/build-folder.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test.afterEach(({ docker }) => removeBuilt(docker));

test('a build tells its steps, and the second takes what did not change from the cache', async ({
  docker,
  folder,
}) => {
  const build = () => docker.text`build -t story/first ${folder}`;
  const base = {
    'a.txt': 'one\n',
    Dockerfile: 'FROM busybox\nLABEL purpose=learning\nRUN date +%s%N > /made\nCOPY a.txt /\n',
  };
  await writeContext(folder, base);
  const first = await build();
  for (const line of [
    'Step 1/4 : FROM busybox',
    'Step 3/4 : RUN date +%s%N > /made',
    ' ---> Running in ',
    ' ---> Removed intermediate container ',
    'Successfully built ',
    'Successfully tagged story/first:latest',
  ]) {
    expect(first).toContain(line);
  }
  const made = await docker.text`run --rm story/first cat /made`;
  await writeContext(folder, { 'a.txt': 'two\n' });
  expect((await build()).match(/Using cache/g)).toHaveLength(2);
  expect(await docker.text`run --rm story/first cat /made /a.txt`).toBe(`${made}\ntwo`);
  expect(await docker.text`build --no-cache -t story/first ${folder}`).not.toContain('Using cache');
  expect(await docker.text`run --rm story/first cat /made`).not.toBe(made);
});

test('stages share files, the target ends a build, and arguments decide', async ({ docker, folder }) => {
  await writeContext(folder, {
    Dockerfile: `ARG BASE=busybox
FROM $BASE AS tools
ARG STAMP=none
RUN echo "stamp $STAMP" > /stamp
FROM scratch AS files
COPY --from=tools /stamp /
FROM busybox
COPY --from=files /stamp /final
CMD ["cat", "/final"]
`,
  });
  await docker.text`build -t story/stages --build-arg STAMP=7 ${folder}`;
  expect(await docker.text`run --rm story/stages`).toBe('stamp 7');
  const told = await docker.text`build -t story/tools --target tools ${folder}`;
  expect(told).toContain('Step 4/4');
  expect(await docker.text`run --rm story/tools cat /stamp`).toBe('stamp none');
});

test('files come in with owners, permissions, patterns and exclusions', async ({ docker, folder }) => {
  await writeContext(folder, {
    'src/a.txt': 'a',
    'src/b.md': 'b',
    'src/deep/c.txt': 'c',
    secret: 's',
    '.dockerignore': 'secret\n',
    Dockerfile: `FROM busybox
WORKDIR /app/
COPY --chown=12:34 --chmod=640 src/*.txt ./
COPY --exclude=**/*.txt src /docs/
COPY . /all
COPY <<here /etc/here
value of $PATH
here
RUN ln -s /docs /link
COPY src/a.txt /link/through
`,
  });
  await docker.text`build -t story/files ${folder}`;
  const run = (script: string) => docker.text`run --rm story/files sh -c ${script}`;
  expect(await run('pwd; stat -c "%u:%g %a %n" a.txt')).toBe('/app\n12:34 640 a.txt');
  expect(await run('find /docs -type f | sort')).toBe('/docs/b.md\n/docs/through');
  expect(await run('ls -A /all | sort | xargs')).toBe('.dockerignore Dockerfile src');
  expect(await run('cat /etc/here')).toContain('value of /usr/local/sbin');
});

test('the configuration is what the instructions say', async ({ docker, folder }) => {
  await writeContext(folder, {
    Dockerfile: `FROM busybox
ENV A=1 B="two words"
EXPOSE 80 90-91/udp
VOLUME /data
USER 1000:1000
STOPSIGNAL SIGUSR1
HEALTHCHECK --interval=5s CMD true
SHELL ["/bin/sh", "-ec"]
ENTRYPOINT ["echo", "entry"]
CMD ["default"]
ONBUILD RUN echo triggered > /tmp/trigger
`,
  });
  await docker.text`build -t story/config --label from=request ${folder}`;
  const config = JSON.parse(await docker.text`image inspect -f ${'{{json .Config}}'} story/config`);
  expect(config).toMatchObject({
    ExposedPorts: { '80/tcp': {}, '90/udp': {}, '91/udp': {} },
    Volumes: { '/data': {} },
    User: '1000:1000',
    StopSignal: 'SIGUSR1',
    Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 5e9 },
    Shell: ['/bin/sh', '-ec'],
    Labels: { from: 'request' },
  });
  expect(config.Env).toEqual(expect.arrayContaining(['A=1', 'B=two words']));
  expect(await docker.text`run --rm story/config`).toBe('entry default');
  await writeContext(folder, { Dockerfile: 'FROM story/config\nENTRYPOINT ["cat", "/tmp/trigger"]\n' });
  expect(await docker.text`build -t story/child ${folder}`).toContain('# Executing 1 build trigger');
  expect(await docker.text`run --rm story/child`).toBe('triggered');
});

test('caches of RUN live on, and what other stages have can be mounted', async ({ docker, folder }) => {
  await writeContext(folder, {
    Dockerfile: `FROM busybox AS one
RUN mkdir /given && echo given > /given/x
FROM busybox
ARG TURN
RUN --mount=type=cache,id=story,target=/c echo $TURN >> /c/turns; cp /c/turns /turns
RUN --mount=from=one,source=/given,target=/m --mount=type=tmpfs,target=/t cp /m/x /x
CMD cat /turns /x
`,
  });
  await docker.text`build -t story/mounts --build-arg TURN=1 ${folder}`;
  await docker.text`build -t story/mounts --build-arg TURN=2 ${folder}`;
  expect(await docker.text`run --rm story/mounts`).toBe('1\n2\ngiven');
});

test.describe('a build that fails', () => {
  const CASES = [
    [
      'FROM busybox\nRUN echo before; exit 3\n',
      3,
      "The command '/bin/sh -c echo before; exit 3' returned a non-zero code: 3",
    ],
    ['FROM busybox\nCOPY outside /x\n', 1, 'file not found in build context'],
    ['FROM nosuch/base:1\n', 1, 'nosuch/base'],
    ['RUN true\n', 1, 'no build stage in current context'],
    ['FROM busybox\nCOPY --from=nobody/nothing /x /\n', 1, 'nobody/nothing'],
    ['FROM busybox\nRUN --mount=type=secret,id=s,required=true true\n', 1, 'the secret "s" is required'],
  ] as const;

  for (const [dockerfile, exitCode, reason] of CASES) {
    test(`says why, and leaves nothing: ${dockerfile.trim().split('\n').at(-1)}`, async ({
      docker,
      folder,
    }) => {
      await writeContext(folder, { Dockerfile: dockerfile });
      await symlink('/etc/passwd', join(folder, 'outside'));
      const { code, stderr, stdout } = await docker`build -t story/bad ${folder}`;
      expect(code).toBe(exitCode);
      expect(`${stdout}${stderr}`).toContain(reason);
      expect(await docker.text`ps -aq`).toBe('');
      expect(await docker`image inspect story/bad`).toMatchObject({ code: 1 });
      await rm(join(folder, 'outside'));
      await writeContext(folder, { Dockerfile: 'FROM busybox\nRUN echo fine\n' });
      await docker.text`build ${folder}`;
    });
  }

  test('because the client went away ends its command and leaves nothing', async ({ docker, folder }) => {
    await writeContext(folder, { Dockerfile: 'FROM busybox\nRUN echo begun; sleep 600\n' });
    const { code } = await docker.with({ limitMs: 5000 })`build ${folder}`.catch(() => ({ code: 1 }));
    expect(code).not.toBe(0);
    await expect.poll(() => docker.text`ps -aq`).toBe('');
  });
});

test('each build is written down with the reason why a step ran again', async ({ docker, http, folder }) => {
  await writeContext(folder, {
    'src/a.txt': 'one',
    'src/b.txt': 'same',
    Dockerfile:
      'FROM busybox\nARG STAMP\nRUN echo $STAMP > /stamp\nCOPY src /src\nRUN echo told; ls /src > /list\n',
  });
  const newest = async () => {
    const [summary] = (await http.get('/gantry/builds')).json<readonly BuildSummary[]>();
    return (await http.get(`/gantry/builds/${summary?.id}`)).json<BuildRecord>();
  };
  const reasons = async () => (await newest()).timeline.map(({ reason, state }) => reason ?? state);
  await docker.text`build -t story/why --build-arg STAMP=1 ${folder}`;
  await docker.text`build -t story/why --build-arg STAMP=1 ${folder}`;
  expect(await reasons()).toEqual(['done', 'cached', 'cached', 'cached', 'cached']);
  await writeContext(folder, { 'src/a.txt': 'two' });
  await docker.text`build -t story/why --build-arg STAMP=1 ${folder}`;
  expect(await reasons()).toEqual(['done', 'cached', 'cached', '`src/a.txt` changed', 'line 4 ran again']);
  await docker.text`build -t story/why --build-arg STAMP=2 ${folder}`;
  expect((await reasons())[2]).toBe('ARG STAMP went from 1 to 2');
  const record = await newest();
  expect(record).toMatchObject({
    state: 'done',
    tags: ['story/why'],
    steps: 5,
    stages: [{ from: 'busybox' }],
  });
  expect((await http.get(`/gantry/builds/${record.id}/log?step=5`)).text).toBe('told\n');

  await writeContext(folder, { Dockerfile: 'FROM busybox\nRUN echo why >&2; exit 4\n' });
  await docker`build ${folder}`;
  const failed = await newest();
  expect(failed).toMatchObject({
    state: 'failed',
    timeline: [{ state: 'done' }, { state: 'failed', line: 2 }],
  });
  expect(failed.error).toContain('returned a non-zero code: 4');
  await http.delete(`/gantry/builds/${failed.id}`);
  expect((await newest()).id).toBe(record.id);
});
