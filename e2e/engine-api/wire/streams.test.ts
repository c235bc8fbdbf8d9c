import { RawClient } from '../../../engine/testing/raw-client.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

/** A request as bytes, so that nothing of a library stands between. */
function requestText(method: string, path: string, body = '', headers: readonly string[] = []): string {
  const length =
    body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`];
  return [`${method} ${path} HTTP/1.1`, 'Host: docker', ...length, ...headers, '', body].join('\r\n');
}

test('wait sends its header at once and its body at the end', async ({ docker, engine }) => {
  await docker`run -d --name waited busybox sleep 600`;
  using client = await RawClient.connect(engine.home.socket);
  client.send(requestText('POST', '/containers/waited/wait'));
  expect(await client.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  await docker`kill waited`;
  expect(await client.until('}')).toContain('"StatusCode":137');
});

test('attach without Upgrade is a plain 200, then the bytes of the process', async ({ docker, engine }) => {
  await docker`run -d -i --name old-style busybox cat`;
  using client = await RawClient.connect(engine.home.socket);
  client.send(requestText('POST', '/containers/old-style/attach?stream=1&stdin=1&stdout=1&stderr=1'));
  const head = await client.until('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(head).toMatch(/content-type: application\/vnd\.docker\.raw-stream/i);
  client.send('hello\n');
  expect(await client.bytes(14)).toEqual(Buffer.from('\x01\0\0\0\0\0\0\x06hello\n'));
  await docker`kill old-style`;
  expect(await client.rest()).toHaveLength(0);
});

test('attach with Upgrade: tcp switches with 101 UPGRADED', async ({ docker, engine }) => {
  await docker`run -d -i --name upgraded busybox sh -c ${'read line; echo "$line" >&2'}`;
  using client = await RawClient.connect(engine.home.socket);
  client.send(
    requestText('POST', '/containers/upgraded/attach?stream=1&stdin=1&stdout=1&stderr=1', '', [
      'Connection: Upgrade',
      'Upgrade: tcp',
    ]),
  );
  const head = await client.until('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 101 UPGRADED\r\n/);
  expect(head).toMatch(/upgrade: tcp/i);
  client.send('to stderr\n');
  expect(await client.bytes(18)).toEqual(Buffer.from('\x02\0\0\0\0\0\0\x0ato stderr\n'));
  expect(await client.rest()).toHaveLength(0);
});

test('an exec on a terminal is raw, without frames', async ({ docker, engine, http }) => {
  await docker`run -d --name host busybox sleep 600`;
  const body = { Cmd: ['echo', 'raw'], Tty: true, AttachStdout: true, AttachStderr: true };
  const { Id } = (await http.post('/containers/host/exec', { body })).json<{ Id: string }>();
  using client = await RawClient.connect(engine.home.socket);
  client.send(
    requestText('POST', `/exec/${Id}/start`, '{"Detach":false,"Tty":true}', [
      'Connection: Upgrade',
      'Upgrade: tcp',
    ]),
  );
  await client.until('\r\n\r\n');
  expect((await client.rest()).toString()).toBe('raw\r\n');
  expect((await http.get(`/exec/${Id}/json`)).json()).toMatchObject({
    Running: false,
    ExitCode: 0,
    ContainerID: await docker.text`inspect -f {{.Id}} host`,
  });
});

test('an exec is started only once', async ({ docker, http }) => {
  await docker`run -d --name host busybox sleep 600`;
  const body = { Cmd: ['true'] };
  const { Id } = (await http.post('/containers/host/exec', { body })).json<{ Id: string }>();
  expect((await http.post(`/exec/${Id}/start`, { body: { Detach: true } })).status).toBe(200);
  await expect
    .poll(async () => (await http.get(`/exec/${Id}/json`)).json())
    .toMatchObject({ Running: false });
  expect((await http.post(`/exec/${Id}/start`, { body: { Detach: true } })).status).toBe(409);
});

test('logs are framed without a terminal and raw with one', async ({ docker, http }) => {
  await docker`run --name framed busybox echo hi`;
  await docker`run -t --name raw busybox echo hi`;
  const framed = await http.get('/containers/framed/logs?stdout=1');
  expect(framed.body).toEqual(Buffer.from('\x01\0\0\0\0\0\0\x03hi\n'));
  expect((await http.get('/containers/raw/logs?stdout=1')).text).toBe('hi\r\n');
});

test('logs without a stream are refused', async ({ docker, http }) => {
  await docker`run --name some busybox echo hi`;
  const { status, text } = await http.get('/containers/some/logs');
  expect(status).toBe(400);
  expect(JSON.parse(text)).toEqual({ message: 'Bad parameters: you must choose at least one stream' });
});

test('a client that goes away in the middle of a stream leaves nothing open', async ({
  docker,
  engine,
  http,
}) => {
  await docker`run -d --name noisy busybox yes`;
  for (let round = 0; round < 5; round++) {
    using client = await RawClient.connect(engine.home.socket);
    client.send(requestText('GET', '/containers/noisy/logs?stdout=1&follow=1'));
    await client.until('y\n');
  }
  await docker`kill noisy`;
  expect((await http.get('/_ping')).text).toBe('OK');
});
