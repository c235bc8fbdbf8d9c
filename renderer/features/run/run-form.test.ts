import { describe, expect, it } from 'vitest';
import { EngineError } from '../../bridge/engine-error.ts';
import { pastedPairs } from '../../ui/pasted-pairs.ts';
import { parseBytes } from './byte-size.ts';
import { checkForm } from './check-form.ts';
import { createFailure } from './create-failure.ts';
import { requestOf } from './form-request.ts';
import type { MountRow } from './mount-rows.ts';
import { runCommand } from './run-command.ts';
import { EMPTY_FORM, type RunForm } from './run-form.ts';

const form = (part: Partial<RunForm>): RunForm => ({ ...EMPTY_FORM, image: 'busybox:latest', ...part });
const port = (hostPort: string, inside: string, address: '' | '127.0.0.1' = '') =>
  ({ address, hostPort, port: inside, protocol: 'tcp' }) as const;
const mount = (kind: MountRow['kind'], source: string, target: string, readOnly = false): MountRow => ({
  kind,
  source,
  target,
  readOnly,
  options: '',
});
const commandOf = (part: Partial<RunForm>) => runCommand(requestOf(form(part)), part.name ?? '').command;
const nobody = new Set<string>();

describe('checkForm', () => {
  it('accepts a form with only an image', () => {
    expect(checkForm(form({}), nobody)).toEqual({});
  });

  it('accepts several ports of which the engine chooses the host’s', () => {
    expect(checkForm(form({ ports: [port('', '80'), port('', '81')] }), nobody)).toEqual({});
  });

  it.each([
    ['name', { name: '-x' }],
    ['name', { name: 'a' }],
    ['name', { name: 'taken' }],
    ['command', { command: 'sh -c "' }],
    ['workingDir', { workingDir: 'relative' }],
    ['memory', { memory: 'lots' }],
    ['cpus', { cpus: '0' }],
    ['env', { env: [{ key: '', value: 'x' }] }],
    ['restart', { autoRemove: true, restart: 'always' }],
    ['image', { image: ' ' }],
    ['ports', { ports: [port('8080', '')] }],
    ['ports', { ports: [port('eighty', '80')] }],
    ['ports', { ports: [port('70000', '80')] }],
    ['ports', { ports: [port('80', '80'), port('80', '81', '127.0.0.1')] }],
    ['ports', { ports: [port('80', '80')], network: 'host' }],
    ['mounts', { mounts: [mount('volume', 'data', '')] }],
    ['mounts', { mounts: [mount('volume', 'data', 'relative')] }],
    ['mounts', { mounts: [mount('volume', 'data', '//')] }],
    ['mounts', { mounts: [mount('volume', 'a/b', '/x')] }],
    ['mounts', { mounts: [mount('volume', '', '/x', true)] }],
    ['mounts', { mounts: [mount('bind', 'relative', '/x')] }],
    ['mounts', { mounts: [mount('bind', '/a:b', '/x')] }],
    ['mounts', { mounts: [mount('volume', 'data', '/x/'), mount('tmpfs', '', '/x')] }],
    ['hostname', { hostname: 'a b' }],
    ['address', { address: '10.0.0.300', network: 'shop' }],
    ['address', { address: '10.0.0.3' }],
    ['aliases', { aliases: 'db', network: 'host' }],
    ['dns', { dns: 'resolver' }],
    ['hosts', { hosts: [{ key: 'db', value: '' }] }],
    ['memory', { memory: '1k' }],
    ['cpuset', { cpuset: 'all' }],
    ['pids', { pids: '0' }],
    ['shm', { shm: '0' }],
    ['healthCommand', { health: 'shell' }],
    ['healthCommand', { health: 'program', healthCommand: '"' }],
    ['healthInterval', { health: 'shell', healthCommand: 'true', healthInterval: 'often' }],
    ['healthRetries', { health: 'shell', healthCommand: 'true', healthRetries: '1.5' }],
    ['user', { user: 'a b' }],
    ['capAdd', { capAdd: 'NET-ADMIN' }],
    ['retries', { restart: 'on-failure', retries: '-1' }],
    ['stopSignal', { stopSignal: '$' }],
    ['stopTimeout', { stopTimeout: '5s' }],
    ['logSize', { logSize: 'big' }],
    ['logSize', { logFiles: '3' }],
    ['logFiles', { logDriver: 'none', logFiles: '1' }],
  ] as const)('finds a mistake in %s', (field, part) => {
    expect(Object.keys(checkForm(form(part), new Set(['taken'])))).toEqual([field]);
  });
});

describe('requestOf', () => {
  it('says nothing of what was left empty', () => {
    expect(requestOf(form({}))).toEqual({ Image: 'busybox:latest' });
  });

  it('turns the form into Docker’s words', () => {
    const request = requestOf(
      form({
        command: `sh -c 'echo hi'`,
        env: [{ key: 'A', value: 'b=c' }],
        interactive: true,
        memory: '512m',
        cpus: '1.5',
      }),
    );
    expect(request).toMatchObject({
      Cmd: ['sh', '-c', 'echo hi'],
      Env: ['A=b=c'],
      Tty: true,
      OpenStdin: true,
      HostConfig: { Memory: 536_870_912, NanoCpus: 1_500_000_000 },
    });
  });
});

describe('ports', () => {
  const ports = [
    port('8080', '80'),
    port('', '443'),
    port('5432', '5432', '127.0.0.1'),
    { ...port('53', '53'), protocol: 'udp' as const },
    port('', ''),
  ];

  it('become bindings, with what is left empty for the engine to choose', () => {
    expect(requestOf(form({ ports })).HostConfig?.PortBindings).toEqual({
      '80/tcp': [{ HostIp: '', HostPort: '8080' }],
      '443/tcp': [{ HostIp: '', HostPort: '' }],
      '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '5432' }],
      '53/udp': [{ HostIp: '', HostPort: '53' }],
    });
  });

  it('stand in the command as Docker’s own client reads them', () => {
    expect(commandOf({ ports })).toBe(
      'docker run -d -p 8080:80 -p 443 -p 127.0.0.1:5432:5432 -p 53:53/udp busybox:latest',
    );
  });
});

describe('mounts', () => {
  const mounts = [
    mount('volume', 'data', '/var/lib/data'),
    mount('bind', '/srv/my files', '/srv', true),
    mount('volume', '', '/cache'),
    mount('tmpfs', '', '/scratch'),
    mount('volume', '', ''),
  ];

  it('become what Docker’s own client makes of them', () => {
    expect(requestOf(form({ mounts }))).toMatchObject({
      Volumes: { '/cache': {} },
      HostConfig: { Binds: ['data:/var/lib/data', '/srv/my files:/srv:ro'], Tmpfs: { '/scratch': '' } },
    });
  });

  it('stand in the command', () => {
    expect(commandOf({ mounts })).toBe(
      "docker run -d -v data:/var/lib/data -v '/srv/my files:/srv:ro' -v /cache --tmpfs /scratch busybox:latest",
    );
  });
});

describe('runCommand', () => {
  it('writes the shortest command for the defaults', () => {
    expect(commandOf({})).toBe('docker run -d busybox:latest');
  });

  it('quotes what a shell would take apart', () => {
    const text = commandOf({
      name: 'web',
      interactive: true,
      autoRemove: true,
      network: 'none',
      env: [{ key: 'GREETING', value: "it's here" }],
      entrypoint: '/bin/sh -c',
      command: `'echo $GREETING'`,
    });
    expect(text).toBe(
      `docker run -dit --rm --name web --network none -e 'GREETING=it'\\''s here' --entrypoint /bin/sh busybox:latest -c 'echo $GREETING'`,
    );
  });
});

describe('parseBytes', () => {
  it.each([
    ['512m', 536_870_912],
    ['1.5g', 1_610_612_736],
    ['64 MiB', 67_108_864],
    ['1024', 1024],
    ['x', undefined],
    ['-1m', undefined],
  ])('reads %s', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });
});

describe('pastedPairs', () => {
  it('reads a .env file', () => {
    expect(pastedPairs(`# comment\nA=1\nexport B="two words"\n\nURL=http://x?a=b\n`)).toEqual([
      { key: 'A', value: '1' },
      { key: 'B', value: 'two words' },
      { key: 'URL', value: 'http://x?a=b' },
    ]);
  });

  it('leaves other text alone', () => {
    expect(pastedPairs('just words')).toBeUndefined();
    expect(pastedPairs('A=1\nnot a pair')).toBeUndefined();
  });
});

describe('createFailure', () => {
  it.each([
    ['No such image: nope:latest', 'image'],
    ['Conflict. The container name "/web" is already in use by container "abc".', 'name'],
    ['exec: "nope": executable file not found in $PATH', 'command'],
    ['unable to find user nobody2: no matching entries in passwd file', 'user'],
    ['network shop not found', 'network'],
    ['Bind for 0.0.0.0:8080 failed: port is already allocated', 'ports'],
    ['Healthcheck.Test: use CMD, CMD-SHELL or NONE', 'healthCommand'],
    ['invalid CapAdd: unknown capability: "CAP_NOPE"', 'capAdd'],
    ['Requested CPUs are not available - requested 9, available: 0-1 (cpuset)', 'cpuset'],
    ['something unheard of', 'form'],
  ])('puts “%s” where it belongs', (message, field) => {
    expect(Object.keys(createFailure(new EngineError(500, message), ''))).toEqual([field]);
  });
});
