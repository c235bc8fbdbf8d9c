import { expect, test } from '../../fixtures/engine-test.ts';

test('a prefix that fits several containers is refused with 400', { tag: '@unlike-docker-20' }, async ({
  docker,
  http,
}) => {
  const first = new Map<string, string>();
  for (;;) {
    const id = await docker.text`create busybox true`;
    const prefix = id.slice(0, 1);
    if (!first.has(prefix)) {
      first.set(prefix, id);
      continue;
    }
    const { status, text } = await http.get(`/containers/${prefix}/json`);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      message: expect.stringMatching(/multiple IDs found with provided prefix/i),
    });
    return;
  }
});

test('a name that is taken is refused with 409 and names the holder', async ({ docker, http }) => {
  const id = await docker.text`create --name taken busybox true`;
  const { status, text } = await http.post('/containers/create?name=taken', { body: { Image: 'busybox' } });
  expect(status).toBe(409);
  expect(text).toContain(id);
});

test('states that forbid are 409, states that are there already 304', async ({ docker, http }) => {
  await docker`run -d --name runs busybox sleep 600`;
  expect((await http.post('/containers/runs/start')).status).toBe(304);
  expect((await http.delete('/containers/runs')).status).toBe(409);
  await docker`stop -t 0 runs`;
  expect((await http.post('/containers/runs/stop')).status).toBe(304);
  expect((await http.post('/containers/runs/kill')).status).toBe(409);
  expect((await http.post('/containers/runs/pause')).status).toBe(409);
});

test('what is out of scope is refused in the form of Docker and does not hang', {
  tag: '@unlike-docker-20',
}, async ({ http }) => {
  for (const path of ['/swarm', '/nodes', '/services', '/tasks', '/secrets', '/configs', '/plugins']) {
    const answer = await http.get(path);
    expect([200, 404, 501, 503], path).toContain(answer.status);
    if (answer.status !== 200) expect(answer.json()).toEqual({ message: expect.stringMatching(/./) });
  }
});

test('an answer tells who answers, for versions in the path and without', async ({ http }) => {
  for (const path of ['/_ping', '/v1.24/_ping', '/v1.41/version']) {
    const { status, headers } = await http.get(path);
    expect(status).toBe(200);
    expect(headers['api-version']).toMatch(/^1\.\d+$/);
    expect(headers['ostype']).toBe('linux');
    expect(headers['server']).toMatch(/\(linux\)/i);
  }
  expect((await http.head('/_ping')).status).toBe(200);
});

test('a version that is too new or too old is refused with 400', async ({ http }) => {
  expect(await http.get('/v1.99/info')).toMatchObject({ status: 400 });
  expect((await http.get('/v1.99/info')).text).toMatch(/client version 1\.99 is too new/);
  expect((await http.get('/v1.10/info')).text).toMatch(/client version 1\.10 is too old/);
});

test('rm --link of a name without an alias removes no container', async ({ docker, http }) => {
  await docker`create --name kept busybox true`;
  const { text } = await http.delete('/containers/kept?link=1');
  expect(text).toContain('Conflict, cannot remove the default link name of the container');
  expect(await docker.text`ps -aq --filter name=kept`).not.toBe('');
});

test('attach/ws without a handshake is refused, and does not hang', async ({ docker, http }) => {
  await docker`run -d --name runs busybox sleep 600`;
  expect((await http.get('/containers/runs/attach/ws?stdout=1')).status).toBe(400);
});

test('what was asked of prune, events and df is checked', { tag: '@unlike-docker-20' }, async ({ http }) => {
  const until = encodeURIComponent('{"until":["1h","2h"]}');
  expect((await http.post(`/containers/prune?filters=${until}`)).status).toBe(400);
  expect((await http.get('/events?since=10&until=5')).status).toBe(400);
  expect((await http.get('/system/df?type=bogus')).status).toBe(400);
});
