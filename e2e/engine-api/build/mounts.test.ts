import { tarOf } from '../../../engine/testing/tar-of.ts';
import { removeBuilt } from '../../fixtures/build-folder.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test.afterEach(({ docker }) => removeBuilt(docker));

test('what is mounted for a RUN is there, and leaves nothing behind', async ({ http, docker }) => {
  const dockerfile = `FROM busybox AS base
RUN mkdir -p /seed && echo seeded > /seed/x
FROM busybox
RUN --mount=target=/src,rw --mount=from=base,source=/seed,target=/seed,rw echo more >> /src/f && echo more >> /seed/x && cat /src/f /seed/x
RUN --mount=target=/src cat /src/f; ! touch /src/g
ENV CACHE=/root/.cache MODE=0750
RUN --mount=type=cache,id=mounts-story,from=base,source=/seed,target=$CACHE,mode=$MODE,uid=12,gid=34 stat -c '%a %u:%g' /root/.cache; cat /root/.cache/x
RUN --mount=type=tmpfs,target=/deep/er,size=1m df -k /deep/er | tail -1 | tr -s ' ' | cut -d' ' -f2
RUN --mount=type=secret,id=token --mount=type=secret,id=token,env=TOKEN --mount=type=secret,id=other test "$(cat /run/secrets/token)" = "$TOKEN" && echo told $TOKEN
RUN --mount=type=ssh --network=none ls /sys/class/net
`;
  const context = tarOf([
    { path: 'Dockerfile', content: dockerfile },
    { path: 'f', content: 'sent\n' },
  ]);
  const secrets = Buffer.from(JSON.stringify({ token: 'xyzzy-plugh' })).toString('base64');
  const headers = { 'content-type': 'application/x-tar', 'x-gantry-build-secrets': secrets };
  const { text } = await http.post('/build?t=story/mounted&nocache=1', { headers, body: context });
  const printed = text
    .split('\r\n')
    .filter((line) => line.startsWith('{"stream"'))
    .map((line) => (JSON.parse(line) as { readonly stream: string }).stream)
    .filter((line) => !/^(Step| --->|Succ)/.test(line));
  expect(printed.join('')).toBe(
    'sent\nmore\nseeded\nmore\nsent\ntouch: /src/g: Read-only file system\n750 12:34\nseeded\n1024\ntold *****\nlo\n',
  );
  expect(await docker.text`history --no-trunc --format ${'{{.CreatedBy}}'} story/mounted`).not.toContain(
    'xyzzy',
  );
  const id = await docker.text`create story/mounted`;
  const { bytes } = await docker`export ${id}`;
  for (const stub of ['src/', 'seed/', 'deep/', 'run/secrets/', 'root/.cache/'])
    expect(bytes.toString('latin1')).not.toContain(`\0${stub}`);

  const required = tarOf([
    { path: 'Dockerfile', content: 'FROM busybox\nRUN --mount=type=secret,id=s,required=true true\n' },
  ]);
  const refused = await http.post('/build', {
    headers: { 'content-type': 'application/x-tar' },
    body: required,
  });
  expect(refused.text).toContain('X-Gantry-Build-Secrets');
});
