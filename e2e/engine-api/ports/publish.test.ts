import { expect } from '../../fixtures/engine-test.ts';
import { programIn } from '../../fixtures/network-namespace.ts';
import { askingFor, HOST, HOST_V6, pageAt, test, webSaying } from '../../fixtures/ports-test.ts';
import { Program } from '../../fixtures/program.ts';

test('a published port answers on every address of the machine, and is shown', async ({
  docker,
  namespace,
}) => {
  await docker.text`run -d --name web -p 8080:80 ${webSaying('page')}`;
  expect(await docker.text`port web`).toBe('80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080');
  expect(await docker.text`port web 80/tcp`).toBe('0.0.0.0:8080\n[::]:8080');
  expect(await docker.text`ps --format ${'{{.Ports}}'}`).toBe('0.0.0.0:8080->80/tcp, [::]:8080->80/tcp');
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', HOST, HOST_V6, '172.17.0.1']) {
    await expect.poll(() => pageAt(namespace, address, 8080), address).toBe('page');
  }
  await docker.text`stop --time 0 web`;
  expect(await pageAt(namespace, '127.0.0.1', 8080)).toBe('');
  expect(await docker.text`port web`).toBe('');
  expect(await docker.text`ps -a --format ${'{{.Ports}}'}`).toBe('');
  await docker.text`start web`;
  await expect.poll(() => pageAt(namespace, HOST, 8080)).toBe('page');
});

test('one address, a range, two ports and an exposed one are published as asked for', async ({
  docker,
  namespace,
}) => {
  await docker.text`run -d --name local -p 127.0.0.1:8081:80 ${webSaying('local')}`;
  await docker.text`run -d --name six -p [::1]:8082:80 ${webSaying('six')}`;
  await docker.text`run -d --name three -p 8090-8092:80-82 --expose 99 ${webSaying('three')}`;
  await docker.text`run -d --name any -p 8090-8095:80 ${webSaying('any')}`;
  await expect.poll(() => pageAt(namespace, '127.0.0.1', 8081)).toBe('local');
  expect(await pageAt(namespace, HOST, 8081)).toBe('');
  await expect.poll(() => pageAt(namespace, '::1', 8082)).toBe('six');
  expect(await pageAt(namespace, '127.0.0.1', 8082)).toBe('');
  expect(await docker.text`port six`).toBe('80/tcp -> [::1]:8082');
  expect(await docker.text`port any`).toContain('80/tcp -> 0.0.0.0:8093');
  await expect.poll(() => pageAt(namespace, HOST, 8093)).toBe('any');
  const ports = await docker.text`inspect --format ${'{{json .NetworkSettings.Ports}}'} three`;
  expect(JSON.parse(ports)).toEqual({
    '80/tcp': bindings('8090'),
    '81/tcp': bindings('8091'),
    '82/tcp': bindings('8092'),
    '99/tcp': null,
  });
});

test('ports that nobody chose are ephemeral ones; -P publishes what is exposed', async ({
  docker,
  namespace,
}) => {
  await docker.text`run -d --name web -P --expose 80 --expose 53/udp ${webSaying('page')}`;
  const shown = await docker.text`port web`;
  expect(shown).toMatch(/^53\/udp -> 0\.0\.0\.0:\d+$/m);
  const port = Number(/^80\/tcp -> 0\.0\.0\.0:(\d+)$/m.exec(shown)?.[1]);
  expect(port).toBeGreaterThan(32_767);
  await expect.poll(() => pageAt(namespace, HOST, port)).toBe('page');
});

test('UDP goes there and back', async ({ docker, namespace }) => {
  await docker.text`run -d --name echo -p 5300:53/udp busybox sleep 600`;
  const pid = await docker.text`inspect --format {{.State.Pid}} echo`;
  // Busybox has no server for UDP that echoes.
  const echo = `
    const socket = require('node:dgram').createSocket('udp4');
    socket.on('message', (data, from) => socket.send(data, from.port, from.address));
    socket.bind(53, () => console.log('ready'));`;
  await using server = new Program('nsenter', [`--net=/proc/${pid}/ns/net`, process.execPath, '-e', echo]);
  await server.stdout.until('ready');
  for (const address of [HOST, '127.0.0.1', '::1']) {
    const ask = `
      const socket = require('node:dgram').createSocket('${address.includes(':') ? 'udp6' : 'udp4'}');
      socket.on('message', (data) => { console.log(String(data)); process.exit(); });
      setInterval(() => socket.send('said', 5300, '${address}'), 200);
      setTimeout(() => process.exit(1), 5000);`;
    const { stdout } = await programIn(namespace, process.execPath, ['-e', ask]).ended;
    expect(stdout.trim(), address).toBe('said');
  }
});

test('a taken port is refused in the words of Docker, and can be had when it is free', async ({
  docker,
  namespace,
}) => {
  await docker.text`run -d --name first -p 8080:80 ${webSaying('first')}`;
  const refused = await docker`run -d --name second -p 8079:80 -p 8080:80 ${webSaying('second')}`;
  expect(refused.code).toBe(125);
  expect(refused.stderr).toContain('driver failed programming external connectivity on endpoint second');
  expect(refused.stderr).toContain('Bind for 0.0.0.0:8080 failed: port is already allocated');
  expect(await docker.text`inspect --format ${'{{.State.Status}}'} second`).toBe('created');
  expect(await pageAt(namespace, HOST, 8079)).toBe('');
  await docker.text`rm -f first`;
  await docker.text`start second`;
  await expect.poll(() => pageAt(namespace, '127.0.0.1', 8080)).toBe('second');
});

test('who has a taken port is named @unlike-docker-20', async ({ docker, http, namespace }) => {
  await docker.text`run -d --name first -p 8080:80 ${webSaying('first')}`;
  const refused = await docker`run -d --name second -p 8080:80 ${webSaying('second')}`;
  expect(refused.stderr).toContain('(by the container first)');
  await using squatter = programIn(namespace, 'busybox', ['httpd', '-f', '-p', `${HOST}:8085`]);
  await expect.poll(() => http.get('/gantry/ports/8085').then(({ text }) => text)).toContain('busybox');
  const { stderr } = await docker`run -d --name third -p 8085:80 ${webSaying('third')}`;
  expect(stderr).toMatch(
    /failed to bind host port for 0\.0\.0\.0:8085:[0-9.]+:80\/tcp: address already in use/,
  );
  expect(stderr).toContain(`(by busybox, process ${squatter.pid})`);
  expect((await http.get('/gantry/ports/8085?protocol=tcp')).json()).toEqual({
    port: 8085,
    protocol: 'tcp',
    address: '',
    free: false,
    holder: { kind: 'process', name: 'busybox', pid: squatter.pid },
    nearestFree: 8086,
  });
  expect((await http.get('/gantry/ports/8080?address=127.0.0.1')).json()).toMatchObject({
    free: false,
    holder: { kind: 'container', name: 'first' },
    nearestFree: 8081,
  });
  expect((await http.get('/gantry/ports/99999')).status).toBe(400);
  expect((await http.get('/gantry/ports/80?protocol=icmp')).status).toBe(400);
});

test('without a way in nothing is published', async ({ docker, namespace }) => {
  await docker.text`network create --internal inside`;
  await docker.text`run -d --name inside --network inside -p 8080:80 ${webSaying('inside')}`;
  await docker.text`run -d --name none --network none -p 8081:80 ${webSaying('none')}`;
  expect(await docker.text`port inside`).toBe('');
  expect(await docker.text`port none`).toBe('');
  expect(await pageAt(namespace, HOST, 8080)).toBe('');
});

test('the network says where ports are published that name no address', async ({ docker, namespace }) => {
  const option = 'com.docker.network.bridge.host_binding_ipv4=127.0.0.1';
  await docker.text`network create --opt ${option} local`;
  await docker.text`run -d --name web --network local -p 8080:80 ${webSaying('page')}`;
  expect(await docker.text`port web`).toBe('80/tcp -> 127.0.0.1:8080');
  await expect.poll(() => pageAt(namespace, '127.0.0.1', 8080)).toBe('page');
  expect(await pageAt(namespace, HOST, 8080)).toBe('');
});

test('a published port is the only thing that one network sees of another', async ({ docker }) => {
  await docker.text`network create one`;
  await docker.text`network create two`;
  await docker.text`run -d --name web --network one -p 8080:80 ${webSaying('page')}`;
  const template = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  const address = await docker.text`inspect --format ${template} web`;
  const ask = (from: string, host: string, port: number) =>
    docker.text`run --rm --network ${from} busybox sh -c ${askingFor(host, port)}`;
  await expect.poll(() => ask('one', address, 80)).toBe('page');
  expect(await ask('two', address, 80)).toBe('');
  for (const network of ['one', 'two', 'bridge']) {
    expect(await ask(network, HOST, 8080), network).toBe('page');
  }
  expect(await docker.text`exec web sh -c ${askingFor(HOST, 8080)}`).toBe('page');
});

function bindings(port: string) {
  return ['0.0.0.0', '::'].map((HostIp) => ({ HostIp, HostPort: port }));
}
