import { CONFIG_OPTIONS, type Fate, HOST_OPTIONS } from '../../../engine/api/options.ts';
import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import type { EngineHttp } from '../../fixtures/engine-http.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';

test.skip(isHeldAgainstDocker, 'the list says what this engine does');

/** A value of each option that asks for something. */
const CONFIG: Readonly<Record<keyof typeof CONFIG_OPTIONS, unknown>> = {
  Hostname: 'web',
  Domainname: 'example.org',
  User: '1000:5',
  AttachStdin: true,
  AttachStdout: true,
  AttachStderr: true,
  ExposedPorts: { '80/tcp': {} },
  Tty: true,
  OpenStdin: true,
  StdinOnce: true,
  Env: ['A=b'],
  Cmd: ['ls', '-l'],
  Healthcheck: { Test: ['CMD', 'true'], Interval: 5_000_000_000 },
  ArgsEscaped: true,
  Image: 'busybox:latest',
  Volumes: { '/data': {} },
  WorkingDir: '/tmp',
  Entrypoint: ['sh', '-c'],
  NetworkDisabled: true,
  MacAddress: '02:42:0a:00:00:99',
  OnBuild: null,
  Labels: { a: 'b' },
  StopSignal: 'SIGINT',
  StopTimeout: 3,
  Shell: ['/bin/sh', '-c'],
};

const HOST: Readonly<Record<keyof typeof HOST_OPTIONS, unknown>> = {
  Binds: ['/etc:/there:ro'],
  ContainerIDFile: '/tmp/cid',
  LogConfig: { Type: 'local', Config: { 'max-size': '1m' } },
  NetworkMode: 'none',
  PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
  RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
  AutoRemove: true,
  VolumeDriver: 'local',
  VolumesFrom: ['partner'],
  ConsoleSize: [30, 100],
  Annotations: { a: 'b' },
  CapAdd: ['NET_ADMIN'],
  CapDrop: ['KILL'],
  CgroupnsMode: 'private',
  Dns: ['192.0.2.1'],
  DnsOptions: ['ndots:2'],
  DnsSearch: ['example.org'],
  ExtraHosts: ['db:192.0.2.7'],
  GroupAdd: ['5'],
  IpcMode: 'none',
  Cgroup: 'container:partner',
  Links: ['partner:db'],
  OomScoreAdj: 100,
  PidMode: 'host',
  Privileged: true,
  PublishAllPorts: true,
  ReadonlyRootfs: true,
  SecurityOpt: ['no-new-privileges'],
  StorageOpt: { size: '1g' },
  Tmpfs: { '/scratch': 'size=1m' },
  UTSMode: 'host',
  UsernsMode: 'host',
  ShmSize: 1_048_576,
  Sysctls: { 'kernel.msgmax': '12345' },
  Runtime: 'runc',
  Isolation: 'default',
  CpuShares: 512,
  Memory: 67_108_864,
  NanoCpus: 500_000_000,
  CgroupParent: '/gantry-test-parent',
  BlkioWeight: 500,
  BlkioWeightDevice: [{ Path: '/dev/loop0', Weight: 200 }],
  BlkioDeviceReadBps: [{ Path: '/dev/loop0', Rate: 1_000_000 }],
  BlkioDeviceWriteBps: [{ Path: '/dev/loop0', Rate: 1_000_000 }],
  BlkioDeviceReadIOps: [{ Path: '/dev/loop0', Rate: 1000 }],
  BlkioDeviceWriteIOps: [{ Path: '/dev/loop0', Rate: 1000 }],
  CpuPeriod: 50_000,
  CpuQuota: 20_000,
  CpuRealtimePeriod: 1_000_000,
  CpuRealtimeRuntime: 1000,
  CpusetCpus: '0',
  CpusetMems: '0',
  Devices: [{ PathOnHost: '/dev/null', PathInContainer: '/dev/nothing', CgroupPermissions: 'r' }],
  DeviceCgroupRules: ['c 1:3 rwm'],
  DeviceRequests: [{ Driver: '', Count: -1, Capabilities: [['gpu']] }],
  MemoryReservation: 33_554_432,
  KernelMemory: 33_554_432,
  KernelMemoryTCP: 33_554_432,
  MemorySwap: 134_217_728,
  MemorySwappiness: 10,
  OomKillDisable: true,
  PidsLimit: 100,
  Ulimits: [{ Name: 'nofile', Soft: 100, Hard: 200 }],
  CpuCount: 1,
  CpuPercent: 10,
  IOMaximumIOps: 10,
  IOMaximumBandwidth: 10,
  Mounts: [{ Type: 'tmpfs', Target: '/mounted' }],
  MaskedPaths: ['/proc/kcore'],
  ReadonlyPaths: ['/proc/sys'],
  Init: true,
};

/** What else a request needs for an option to make sense. */
const WITH: Readonly<Record<string, object>> = {
  MemorySwap: { Memory: 67_108_864 },
  OomKillDisable: { Memory: 67_108_864 },
  CpuRealtimePeriod: { CpuRealtimeRuntime: 1000 },
  PublishAllPorts: { NetworkMode: 'bridge' },
};

interface Outcome {
  readonly fate: Fate | 'dropped';
  readonly said: string;
}

test('every option of a container works, is refused by name, or is discarded with a warning', async ({
  docker,
  http,
}) => {
  await docker`create --name partner busybox true`;
  const wrong: object[] = [];
  for (const [name, value] of Object.entries(CONFIG)) {
    const fate = CONFIG_OPTIONS[name as keyof typeof CONFIG_OPTIONS];
    const outcome = await make(http, { [name]: value }, ({ Config }) => [value, Config[name as 'Env']]);
    if (!agrees(fate, outcome)) wrong.push({ name, fate, outcome });
  }
  for (const [name, value] of Object.entries(HOST)) {
    const fate = HOST_OPTIONS[name as keyof typeof HOST_OPTIONS];
    const body = { HostConfig: { [name]: value, ...WITH[name] } };
    const outcome = await make(http, body, ({ HostConfig }) => [value, HostConfig[name as 'Binds']]);
    if (!agrees(fate, outcome)) wrong.push({ name, fate, outcome });
  }
  expect(wrong).toEqual([]);
});

test('a field that the API does not have is passed over, as in Docker', async ({ docker, http }) => {
  const body = { Image: 'busybox', Fancy: 1, HostConfig: { Fancy: 1 } };
  expect((await http.post('/containers/create?name=plain', { body })).status).toBe(201);
  expect(await docker.text`inspect plain`).not.toContain('Fancy');
});

/** `kept` looks like `works` from outside; a limit that this kernel does not have is discarded in words. */
function agrees(fate: Fate, outcome: Outcome): boolean {
  if (fate === 'kept') return outcome.fate === 'works';
  if (fate === 'works' && outcome.fate === 'discarded') {
    return /Your kernel does not support .* discarded\.$/.test(outcome.said);
  }
  return outcome.fate === fate;
}

async function make(
  http: EngineHttp,
  body: object,
  pick: (made: ContainerInspect) => readonly [asked: unknown, shown: unknown],
): Promise<Outcome> {
  const answer = await http.post('/containers/create', {
    body: { Image: 'busybox', Cmd: ['true'], ...body },
  });
  if (answer.status !== 201) return { fate: 'refused', said: answer.text };
  const { Id, Warnings } = answer.json<{ Id: string; Warnings: string[] }>();
  const [asked, shown] = pick((await http.get(`/containers/${Id}/json`)).json<ContainerInspect & object>());
  const start = isRequestForDevices(body) ? await http.post(`/containers/${Id}/start`) : undefined;
  await http.delete(`/containers/${Id}?force=1&v=1`);
  if (start !== undefined && start.status >= 400) return { fate: 'refused', said: start.text };
  const discards = Warnings.find((warning) => warning.endsWith('discarded.'));
  if (discards !== undefined) return { fate: 'discarded', said: discards };
  return covers(shown, asked)
    ? { fate: 'works', said: '' }
    : { fate: 'dropped', said: JSON.stringify(shown) };
}

function isRequestForDevices(body: object): boolean {
  return JSON.stringify(body).includes('DeviceRequests');
}

/** What is shown may say more than was asked (variables of the image, defaults). */
function covers(shown: unknown, asked: unknown): boolean {
  if (asked === null) return shown === null || shown === undefined;
  if (Array.isArray(asked)) {
    return Array.isArray(shown) && asked.every((item) => shown.some((other) => covers(other, item)));
  }
  if (typeof asked === 'object') {
    return (
      typeof shown === 'object' &&
      shown !== null &&
      Object.entries(asked).every(([key, value]) => covers((shown as Record<string, unknown>)[key], value))
    );
  }
  return shown === asked;
}
