import type { Random } from '../fixtures/random.ts';
import type { Stock } from './values.ts';

/** Each is right, or nearly so; nothing in them can reach beyond the engine's own. */
const CONFIG = {
  Hostname: 'host',
  Domainname: 'example.org',
  User: '1000:1000',
  Tty: true,
  OpenStdin: true,
  StdinOnce: true,
  Env: ['A=1', 'PATH=/bin'],
  ExposedPorts: { '80/tcp': {} },
  Healthcheck: { Test: ['CMD', 'true'], Interval: 1_000_000_000, Timeout: 1_000_000_000, Retries: 2 },
  Volumes: { '/volume': {} },
  WorkingDir: '/work',
  Labels: { a: 'b' },
  StopSignal: 'SIGTERM',
  StopTimeout: 1,
  MacAddress: '02:42:ac:11:00:09',
  Shell: ['/bin/sh', '-c'],
  Entrypoint: ['sh', '-c'],
  NetworkDisabled: true,
};

const HOST_CONFIG = {
  LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
  PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
  RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 1 },
  AutoRemove: true,
  CapAdd: ['NET_ADMIN'],
  CapDrop: ['ALL'],
  CgroupnsMode: 'private',
  Dns: ['127.0.0.1'],
  DnsOptions: ['ndots:1'],
  DnsSearch: ['example.org'],
  ExtraHosts: ['a:1.2.3.4'],
  GroupAdd: ['audio', '10'],
  IpcMode: 'private',
  OomScoreAdj: 100,
  PidMode: '',
  Privileged: false,
  PublishAllPorts: true,
  ReadonlyRootfs: true,
  SecurityOpt: ['no-new-privileges'],
  StorageOpt: {},
  Tmpfs: { '/t': 'size=64k' },
  UTSMode: '',
  ShmSize: 65_536,
  Sysctls: { 'net.ipv4.ip_forward': '1' },
  Runtime: 'runc',
  CpuShares: 100,
  Memory: 67_108_864,
  MemorySwap: 134_217_728,
  MemoryReservation: 33_554_432,
  NanoCpus: 500_000_000,
  BlkioWeight: 100,
  CpuPeriod: 100_000,
  CpuQuota: 50_000,
  CpusetCpus: '0',
  CpusetMems: '0',
  Devices: [{ PathOnHost: '/dev/null', PathInContainer: '/dev/nil', CgroupPermissions: 'rwm' }],
  DeviceCgroupRules: ['c 1:3 rwm'],
  PidsLimit: 50,
  Ulimits: [{ Name: 'nofile', Soft: 64, Hard: 128 }],
  MaskedPaths: ['/proc/kcore'],
  ReadonlyPaths: ['/proc/sys'],
  Init: true,
  ConsoleSize: [24, 80],
  Annotations: { a: 'b' },
};

const ENDPOINT = { Aliases: ['alias'], IPAMConfig: { IPv4Address: '172.30.0.9' }, DriverOpts: {}, Links: [] };

/** A body for an operation; undefined where none is known, or wanted. */
export function bodyFor(random: Random, path: string, stock: Stock): unknown {
  const container = random.pick(stock.containers);
  switch (path) {
    case '/containers/create':
    case '/gantry/containers/:id/recreate':
      return {
        Image: random.pick(stock.images),
        Cmd: random.pick([['true'], ['sh', '-c', 'trap exit TERM; sleep 1'], ['no-such-program']]),
        ...some(random, CONFIG),
        HostConfig: {
          NetworkMode: random.pick(['', 'none', 'bridge', 'default', ...stock.networks]),
          ...(random.chance(0.3)
            ? {
                Binds: [
                  `${random.pick([stock.folder, ...stock.volumes])}:/bound:${random.pick(['ro', 'rw', 'z'])}`,
                ],
              }
            : {}),
          ...(random.chance(0.2)
            ? { Mounts: [{ Type: 'volume', Source: random.pick(stock.volumes), Target: '/mounted' }] }
            : {}),
          ...some(random, HOST_CONFIG),
        },
        ...(random.chance(0.2)
          ? {
              NetworkingConfig: {
                EndpointsConfig: { [random.pick(stock.networks)]: some(random, ENDPOINT) },
              },
            }
          : {}),
      };
    case '/containers/:id/update':
      return some(random, HOST_CONFIG);
    case '/containers/:id/exec':
      return { Cmd: ['true'], AttachStdout: true, Tty: random.chance(0.5), Env: ['A=1'], WorkingDir: '/' };
    case '/exec/:id/start':
      return { Detach: random.chance(0.8), Tty: random.chance(0.3) };
    case '/networks/create':
      return {
        Name: `net-${random.below(1000)}`,
        ...some(random, {
          Driver: random.pick(['bridge', 'macvlan', 'ipvlan', 'overlay', 'host']),
          Internal: true,
          Attachable: true,
          EnableIPv6: true,
          IPAM: {
            Driver: 'default',
            Config: [
              { Subnet: `10.${random.below(256)}.0.0/24`, Gateway: '10.1.0.1', IPRange: '10.1.0.0/25' },
            ],
          },
          Options: { 'com.docker.network.driver.mtu': '1400' },
          Labels: { a: 'b' },
        }),
      };
    case '/networks/:id/connect':
    case '/networks/:id/disconnect':
      return { Container: container, Force: random.chance(0.5), EndpointConfig: some(random, ENDPOINT) };
    case '/volumes/create':
      return { Name: `vol-${random.below(1000)}`, Driver: 'local', DriverOpts: {}, Labels: { a: 'b' } };
    case '/commit':
      return some(random, CONFIG);
    case '/auth':
      return { username: 'a', password: 'b', serveraddress: '127.0.0.1:1' };
    default:
      return random.chance(0.5) ? { name: 'x', from: container, to: container, port: 80 } : undefined;
  }
}

function some<T extends object>(random: Random, all: T): Partial<T> {
  const share = random.pick([0.05, 0.1, 0.3]);
  return Object.fromEntries(Object.entries(all).filter(() => random.chance(share))) as Partial<T>;
}
