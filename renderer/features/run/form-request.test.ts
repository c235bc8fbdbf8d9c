import { describe, expect, it } from 'vitest';
import type { ContainerCreateRequest } from '../../../engine/api/types/container.ts';
import { checkForm } from './check-form.ts';
import { carriedOptions } from './edit/carried.ts';
import { changesBetween } from './edit/changes.ts';
import { ownFiles } from './edit/own-files.ts';
import { formOf, requestOf } from './form-request.ts';
import { runCommand } from './run-command.ts';

/** Everything that the form has a field for. */
const KNOWN: ContainerCreateRequest = {
  Image: 'web:2',
  Cmd: ['serve', 'two words'],
  Entrypoint: [''],
  WorkingDir: '/srv',
  Tty: true,
  OpenStdin: true,
  Env: ['A=1', 'B=x=y'],
  Labels: { tier: 'front' },
  User: '1000:1000',
  Hostname: 'web',
  ExposedPorts: { '80/tcp': {}, '53/udp': {} },
  Volumes: { '/cache': {} },
  StopSignal: 'SIGINT',
  StopTimeout: 0,
  Healthcheck: { Test: ['CMD-SHELL', 'curl -f localhost || exit 1'], Interval: 90e9, Retries: 2 },
  HostConfig: {
    NetworkMode: 'shop',
    PortBindings: {
      '80/tcp': [
        { HostIp: '', HostPort: '8080' },
        { HostIp: '192.168.1.2', HostPort: '' },
      ],
      '53/udp': [{ HostIp: '127.0.0.1', HostPort: '53' }],
    },
    Binds: ['data:/data', '/srv/in:/in:ro,rslave'],
    Tmpfs: { '/tmp': 'size=64m' },
    ExtraHosts: ['db:10.0.0.7', 'v6:fd00::1'],
    Dns: ['1.1.1.1'],
    Memory: 536_870_912,
    NanoCpus: 1_500_000_000,
    CpusetCpus: '0-1',
    PidsLimit: 100,
    ShmSize: 134_217_728,
    ReadonlyRootfs: true,
    Privileged: true,
    Init: true,
    CapAdd: ['NET_ADMIN'],
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 4 },
    LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
  },
  NetworkingConfig: {
    EndpointsConfig: { shop: { IPAMConfig: { IPv4Address: '10.0.0.9' }, Aliases: ['front'] } },
  },
};

/** What it has none for. */
const UNKNOWN: ContainerCreateRequest = {
  Image: 'web',
  Domainname: 'example',
  Env: ['GONE'],
  Tty: true,
  ExposedPorts: { '9000/tcp': {}, '7000-7010/tcp': {} },
  HostConfig: {
    Sysctls: { 'net.core.somaxconn': '1024' },
    MemorySwap: -1,
    PortBindings: { '7000-7010/tcp': [{ HostIp: '', HostPort: '7000-7010' }] },
    Mounts: [{ Type: 'bind', Source: '/a,b', Target: '/m', BindOptions: { Propagation: 'rslave' } }],
    SecurityOpt: ['seccomp=unconfined'],
    LogConfig: { Type: 'json-file', Config: { tag: 'x' } },
    Ulimits: [{ Name: 'nofile', Soft: 100, Hard: 200 }],
  },
  NetworkingConfig: { EndpointsConfig: { bridge: {}, other: { MacAddress: '02:00:00:00:00:01' } } },
};

describe('formOf', () => {
  it('takes everything that the form knows, and nothing is left', () => {
    const { form, left } = formOf(KNOWN, 'web');
    expect(checkForm(form, new Set())).toEqual({});
    expect(carriedOptions(left)).toEqual([]);
    expect(form).toMatchObject({
      memory: '512m',
      healthInterval: '1m30s',
      stopTimeout: '0',
      aliases: 'front',
    });
    expect(requestOf(form, left)).toEqual(KNOWN);
  });

  it('leaves what the form does not know as it is, and names it', () => {
    const { form, left } = formOf(UNKNOWN, 'web');
    expect(requestOf(form, left)).toEqual(UNKNOWN);
    expect(carriedOptions(left)).toEqual([
      'Domain name',
      'Terminal',
      'Variables taken away',
      'Exposed ports',
      'Sysctls',
      'Limit of memory and swap',
      'Log',
      'Ulimits',
      'Port ranges',
      'Mounts with options',
      'Security options',
      'Further networks',
    ]);
  });

  it('keeps a log driver and its options when only the size of its files changes', () => {
    const { form, left } = formOf(UNKNOWN, 'web');
    const logOf = (part: Partial<typeof form>) => requestOf({ ...form, ...part }, left).HostConfig?.LogConfig;
    expect(logOf({ logSize: '10m' })).toEqual({ Type: 'json-file', Config: { tag: 'x', 'max-size': '10m' } });
    expect(logOf({ logDriver: 'json-file' })).toEqual({ Type: 'json-file', Config: { tag: 'x' } });
    expect(logOf({ logDriver: 'local', logSize: '1m' })).toEqual({
      Type: 'local',
      Config: { 'max-size': '1m' },
    });
    const own = formOf({ HostConfig: { LogConfig: { Type: 'journald', Config: { tag: 'y' } } } }, 'web');
    expect(requestOf({ ...own.form, logSize: '5m' }, own.left).HostConfig?.LogConfig).toEqual({
      Type: 'journald',
      Config: { tag: 'y', 'max-size': '5m' },
    });
  });

  it('forgets what was asked of a network that is chosen no more', () => {
    const { form, left } = formOf(KNOWN, 'web');
    const moved = requestOf({ ...form, network: 'other', address: '', aliases: '' }, left);
    expect(moved.HostConfig?.NetworkMode).toBe('other');
    expect(moved.NetworkingConfig).toBeUndefined();
    const isolated = formOf(UNKNOWN, 'web');
    expect(requestOf({ ...isolated.form, network: 'none' }, isolated.left).NetworkingConfig).toBeUndefined();
  });
});

describe('runCommand', () => {
  it('says every option of a request, quoted for a shell', () => {
    const { command, missing } = runCommand(KNOWN, 'web');
    expect(missing).toEqual([]);
    expect(command).toBe(
      [
        'docker run -dit --name web --restart on-failure:4 --network name=shop,ip=10.0.0.9,alias=front',
        '-p 8080:80 -p 192.168.1.2::80 -p 127.0.0.1:53:53/udp -v data:/data -v /srv/in:/in:ro,rslave -v /cache',
        '--tmpfs /tmp:size=64m -e A=1 -e B=x=y --label tier=front --user 1000:1000 --workdir /srv --hostname web',
        '--memory 512m --shm-size 128m --cpus 1.5 --cpuset-cpus 0-1 --pids-limit 100 --privileged --read-only --init',
        '--dns 1.1.1.1 --add-host db:10.0.0.7 --add-host v6:fd00::1 --cap-add NET_ADMIN --cap-drop ALL',
        '--security-opt no-new-privileges --log-driver json-file --log-opt max-size=10m --log-opt max-file=3',
        "--health-cmd 'curl -f localhost || exit 1' --health-interval 1m30s --health-retries 2",
        "--stop-signal SIGINT --stop-timeout 0 --entrypoint '' web:2 serve 'two words'",
      ].join(' '),
    );
  });

  it('says the rarer options too', () => {
    const { command } = runCommand(UNKNOWN, '');
    expect(command).toBe(
      [
        'docker run -dt --network bridge --network name=other,mac-address=02:00:00:00:00:01',
        '-p 7000-7010:7000-7010 --expose 9000',
        `--mount 'type=bind,"source=/a,b",target=/m,bind-propagation=rslave' -e GONE --domainname example`,
        '--memory-swap -1 --security-opt seccomp=unconfined --sysctl net.core.somaxconn=1024',
        '--ulimit nofile=100:200 --log-driver json-file --log-opt tag=x web',
      ].join(' '),
    );
  });

  it('owns up to what the command line cannot say', () => {
    const request = { Image: 'web', HostConfig: { MaskedPaths: ['/x'], DeviceRequests: [{ Count: -1 }] } };
    expect(runCommand(request, '').missing).toEqual(['Masked paths', 'Devices by what they can do']);
  });
});

describe('ownFiles', () => {
  it('counts what a container wrote, and neither folders above it nor places of mounts', () => {
    const changed = (Path: string) => ({ Path, Kind: 1 as const });
    const mount = { Type: 'volume', Source: '', Destination: '/data', Mode: '', RW: true, Propagation: '' };
    const changes = ['/data', '/etc', '/etc/own', '/etc/own/file', '/tmp/x'].map(changed);
    expect(ownFiles(changes, [mount])).toBe(2);
  });
});

describe('changesBetween', () => {
  const before = { name: 'web', request: KNOWN };
  const after = (request: ContainerCreateRequest, name = 'web') =>
    changesBetween(before, { name, request: { ...KNOWN, ...request } });

  it('finds nothing where nothing changes, however it is written', () => {
    expect(after({ Env: ['B=x=y', 'A=1'], AttachStdout: true, Domainname: '' })).toEqual([]);
    expect(
      changesBetween(
        { name: 'a', request: { HostConfig: { Mounts: [{ Type: 'volume', Source: 'd', Target: '/d' }] } } },
        { name: 'a', request: { HostConfig: { Binds: ['d:/d'], RestartPolicy: { Name: 'no' } } } },
      ),
    ).toEqual([]);
  });

  it('says field by field what is new, what changes and what goes', () => {
    const { Privileged: _none, ...host } = KNOWN.HostConfig ?? {};
    const changes = after(
      {
        Env: ['A=2', 'C=3'],
        HostConfig: {
          ...host,
          Memory: 1_073_741_824,
          PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '' }] },
          Binds: ['data:/data'],
        },
      },
      'www',
    );
    expect(changes).toEqual([
      { what: 'Name', before: 'web', after: 'www' },
      { what: 'Variable A', before: '1', after: '2' },
      { what: 'Variable B', before: 'x=y', after: undefined },
      {
        what: 'Published port 80/tcp',
        before: 'port 8080, any free port of 192.168.1.2',
        after: 'any free port',
      },
      { what: 'Published port 53/udp', before: 'port 53 of 127.0.0.1', after: undefined },
      { what: 'Mount at /in', before: '/srv/in (ro,rslave)', after: undefined },
      { what: 'Memory limit', before: '512m', after: '1g' },
      { what: 'Privileged', before: 'yes', after: undefined },
      { what: 'Variable C', before: undefined, after: '3' },
    ]);
  });
});
