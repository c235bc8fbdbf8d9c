import { describe, expect, it } from 'vitest';
import { complaintsOf, servicesOf } from '../../../testing/compose-lab.ts';

/** The rendered value of one key of a service that is written as `text`. */
async function valueOf(key: string, text: string, beside = ''): Promise<unknown> {
  const { web } = await servicesOf(`services:\n  web:\n    image: a\n    ${key}: ${text}\n${beside}`);
  return web?.[key];
}

async function complaint(key: string, text: string): Promise<string> {
  return (await complaintsOf(`services:\n  web:\n    image: a\n    ${key}: ${text}\n`)).join('\n');
}

describe('the long form', () => {
  it.each([
    ['8080', [{ target: 8080 }]],
    ['"80:8080"', [{ target: 8080, published: '80' }]],
    ['"127.0.0.1:80:8080/udp"', [{ host_ip: '127.0.0.1', target: 8080, published: '80', protocol: 'udp' }]],
    ['"127.0.0.1::8080"', [{ host_ip: '127.0.0.1', target: 8080 }]],
    ['"[::1]:80:8080"', [{ host_ip: '::1', target: 8080, published: '80' }]],
    ['"::1:80:8080"', [{ host_ip: '::1', target: 8080, published: '80' }]],
    [
      '"8000-8001:80-81"',
      [
        { target: 80, published: '8000' },
        { target: 81, published: '8001' },
      ],
    ],
    ['"8000-8009:80"', [{ target: 80, published: '8000-8009' }]],
    ['"80-81"', [{ target: 80 }, { target: 81 }]],
  ])('of the port %s is right', async (text, expected) => {
    const full = expected.map((port) => ({ mode: 'ingress', protocol: 'tcp', ...port }));
    expect(await valueOf('ports', `[${text}]`)).toEqual(full);
  });

  it.each([
    [
      '"80-82:1-2"',
      'the port ranges of "80-82:1-2" do not fit: 3 published ports for 2 ports of the container',
    ],
    ['"80:"', 'invalid port "80:"'],
    ['"x:80"', 'invalid published port "x" in "x:80"'],
    ['"70000"', 'invalid port "70000"'],
    ['"80/icmp"', 'invalid protocol "icmp" in "80/icmp"'],
    ['{target: 80, published: 9-1}', 'invalid published port "9-1"'],
    ['{published: 80}', '"target" is missing'],
    ['0', 'invalid port 0'],
  ])('refuses the port %s', async (text, expected) => {
    expect(await complaint('ports', `[${text}]`)).toContain(expected);
  });

  it.each([
    ['/data', { type: 'volume', target: '/data', volume: {} }],
    ['./a:/b', { type: 'bind', source: '/app/a', target: '/b', bind: { create_host_path: true } }],
    [
      '../a:/b:ro',
      { type: 'bind', source: '/a', target: '/b', read_only: true, bind: { create_host_path: true } },
    ],
    ['~/a:/b', { type: 'bind', source: '/home/me/a', target: '/b', bind: { create_host_path: true } }],
    [
      '"/a:/b:rshared,Z"',
      {
        type: 'bind',
        source: '/a',
        target: '/b',
        bind: { propagation: 'rshared', selinux: 'Z', create_host_path: true },
      },
    ],
    ['v:/b:nocopy', { type: 'volume', source: 'v', target: '/b', volume: { nocopy: true } }],
    ['"C:\\\\a:/b"', { type: 'bind', source: 'C:\\a', target: '/b', bind: { create_host_path: true } }],
    ['{type: bind, source: a, target: /b}', { type: 'bind', source: '/app/a', target: '/b' }],
    [
      '{type: tmpfs, target: /b, tmpfs: {size: 64m, mode: 0755}}',
      {
        type: 'tmpfs',
        target: '/b',
        tmpfs: { size: '67108864', mode: 0o755 },
      },
    ],
    [
      '{type: image, source: nginx, target: /b, image: {subpath: c}}',
      {
        type: 'image',
        source: 'nginx',
        target: '/b',
        image: { subpath: 'c' },
      },
    ],
  ])('of the mount %s is right', async (text, expected) => {
    expect(await valueOf('volumes', `[${text}]`, 'volumes: {v: }')).toEqual([expected]);
  });

  it.each([
    ['""', 'invalid empty volume spec'],
    [':/b', 'invalid spec: :/b: empty section between colons'],
    ['"a:/b:ro:c"', 'invalid spec: a:/b:ro:c: too many colons'],
    ['./a:/b:rx', 'invalid spec: ./a:/b:rx: unknown mode "rx"'],
    ['{type: bind, target: /b}', 'a mount of type "bind" needs a source'],
    ['{source: /a, target: /b}', '"type" is missing'],
    ['{type: bnd, source: /a, target: /b}', 'did you mean "bind"?'],
  ])('refuses the mount %s', async (text, expected) => {
    expect(await complaint('volumes', `[${text}]`)).toContain(expected);
  });

  it.each([
    ['command', 'sh -c "echo  \'a\' b\\"c" d\\ e', ['sh', '-c', "echo  'a' b\"c", 'd e']],
    ['command', '[a, 1, true]', ['a', '1', 'true']],
    ['entrypoint', '""', []],
    ['environment', '[A=1, B=, C, "D=x=y"]', { A: '1', B: '', C: null, D: 'x=y' }],
    [
      'environment',
      '{A: 1, B: "", C: , D: true, E: 1.50, F: 12345678901234567890}',
      {
        A: '1',
        B: '',
        C: null,
        D: 'true',
        E: '1.5',
        F: '12345678901234567890',
      },
    ],
    ['labels', '[a=1, b]', { a: '1', b: '' }],
    ['labels', '{a: 1, b: }', { a: '1', b: '' }],
    ['extra_hosts', '["a:1.2.3.4", "b=::1", "a=[::2]"]', ['a=1.2.3.4', 'a=::2', 'b=::1']],
    ['extra_hosts', '{a: 1.2.3.4, b: ["::1"]}', ['a=1.2.3.4', 'b=::1']],
    [
      'healthcheck',
      '{test: curl x, interval: 90s, start_period: 1d, retries: "3"}',
      {
        test: ['CMD-SHELL', 'curl x'],
        interval: '1m30s',
        start_period: '24h0m0s',
        retries: 3,
      },
    ],
    ['mem_limit', '1.5gb', '1610612736'],
    ['memswap_limit', '-1', '-1'],
    ['shm_size', '64m', '67108864'],
    ['cpus', '"0.5"', 0.5],
    ['cpu_rt_runtime', '400ms', 400_000],
    ['stop_grace_period', '1m30s', '1m30s'],
    ['privileged', '"yes"', true],
    ['ulimits', '{nproc: 5, nofile: {soft: 1, hard: 2}}', { nproc: 5, nofile: { soft: 1, hard: 2 } }],
    ['dns', '1.1.1.1', ['1.1.1.1']],
    ['tmpfs', '/run:size=1m', ['/run:size=1m']],
    [
      'devices',
      '[/dev/a, "/dev/b:/dev/c:r", {source: x.com/y=z}]',
      [
        { source: '/dev/a', target: '/dev/a', permissions: 'rwm' },
        { source: '/dev/b', target: '/dev/c', permissions: 'r' },
        { source: 'x.com/y=z', target: 'x.com/y=z', permissions: 'rwm' },
      ],
    ],
    ['gpus', 'all', [{ count: -1, capabilities: ['gpu'] }]],
    ['expose', '[80, "90-91/udp"]', ['80', '90-91/udp']],
    ['group_add', '[1, staff]', ['1', 'staff']],
    ['pull_policy', 'if_not_present', 'missing'],
    ['user', '1000', '1000'],
    ['sysctls', '{net.core.somaxconn: 1024}', { 'net.core.somaxconn': '1024' }],
    [
      'deploy',
      '{replicas: "2", resources: {limits: {cpus: "0.5", memory: 50M}}}',
      {
        replicas: 2,
        resources: { limits: { cpus: 0.5, memory: '52428800' } },
        placement: {},
      },
    ],
    ['post_start', '[{command: a b, user: root}]', [{ command: ['a', 'b'], user: 'root' }]],
    [
      'develop',
      '{watch: [{path: ., action: sync, target: /x, ignore: a}]}',
      {
        watch: [{ path: '/app', action: 'sync', target: '/x', ignore: ['a'] }],
      },
    ],
    ['x-own', '[1, {a: $$b}]', [1, { a: '$$b' }]],
  ])('of %s: %s is right', async (key, text, expected) => {
    expect(await valueOf(key, text)).toEqual(expected);
  });

  it.each([
    ['command', "'a \"b'", 'a quote is left open in "a "b"'],
    ['mem_limit', '1x', '"1x" is not a size'],
    ['stop_grace_period', 'soon', '"soon" is not a duration such as 1m30s'],
    ['privileged', 'perhaps', '"perhaps" is neither true nor false'],
    ['pids_limit', '"1.5"', '"1.5" is not a whole number'],
    ['environment', '[=1]', '"=1" has no name before "="'],
    ['extra_hosts', '[a]', '"a" is not of the form host=address'],
    ['devices', '["/dev/a:/dev/b:q"]', 'invalid device "/dev/a:/dev/b:q"'],
    ['expose', '[http]', 'invalid exposed port "http"'],
    ['ports', '', 'must be a sequence, not nothing'],
    ['pull_policy', 'sometimes', '"sometimes" is not valid here; write one of "always", "never"'],
    ['restart', 'on-failure:x', '"on-failure:x" is not valid here'],
  ])('refuses %s: %s', async (key, text, expected) => {
    expect(await complaint(key, text)).toContain(expected);
  });

  it('of a build, of networks and of dependencies is right', async () => {
    const { web } = await servicesOf(`
services:
  web:
    build: ./sub
    networks: [front]
    links: ["db:data"]
    depends_on: [db]
    volumes_from: ["files:ro"]
    network_mode: ""
  db:
    build:
      context: https://example.org/x.git
      additional_contexts: [a=./b, c=docker-image://d]
      args: [A=1, HOME, NONE]
      ssh: default
    networks: {front: {aliases: [d]}}
  files:
    build: {dockerfile_inline: FROM x}
networks: {front: }
`);
    expect(web).toMatchObject({
      build: { context: '/app/sub', dockerfile: 'Dockerfile' },
      networks: { front: null },
      depends_on: {
        db: { condition: 'service_started', required: true },
        files: { condition: 'service_started', required: true },
      },
    });
    const { db, files } = await servicesOf(`
services:
  db:
    build:
      context: https://example.org/x.git
      additional_contexts: [a=./b, c=docker-image://d]
      args: [A=1, HOME, NONE]
      ssh: default
  files:
    build: {dockerfile_inline: FROM x}
`);
    expect(db?.['build']).toEqual({
      context: 'https://example.org/x.git',
      dockerfile: 'Dockerfile',
      additional_contexts: { a: '/app/b', c: 'docker-image://d' },
      args: { A: '1', HOME: '/home/me', NONE: null },
      ssh: ['default'],
    });
    expect(files?.['build']).toEqual({ context: '/app', dockerfile_inline: 'FROM x' });
  });
});
