import { describe, expect, it } from 'vitest';
import type { Service } from '../model/service.ts';
import { projectOf, serviceOf } from '../plan/project.fixture.ts';
import { comparableService } from '../wanted/comparable.ts';
import { filesOf } from '../wanted/contents.ts';
import { type CreateInput, createRequest } from './create-request.ts';

function partsOf(fields: Partial<Service>, more: Partial<CreateInput> = {}) {
  const service = serviceOf('web', fields);
  const project = projectOf([service], {
    configs: { motd: { name: 'proj_motd', content: 'hi', text: 'hi' } },
    secrets: { key: { name: 'proj_key', file: '/proj/key.txt' } },
  });
  return createRequest({
    project,
    service,
    number: 1,
    comparable: comparableService(project, service, new Map()),
    image: 'sha256:abc',
    files: filesOf(project, service, new Map()),
    carried: [],
    containerOf: (name) => `id-of-${name}`,
    links: [],
    ...more,
  });
}

const hostOf = (fields: Partial<Service>, more: Partial<CreateInput> = {}) =>
  partsOf(fields, more).request.HostConfig;

describe('createRequest', () => {
  it('labels a container as Compose v2 does', () => {
    const { request } = partsOf({
      labels: { mine: '1' },
      depends_on: { db: { condition: 'service_healthy', required: true } },
    });
    expect(request.Labels).toMatchObject({
      mine: '1',
      'com.docker.compose.project': 'proj',
      'com.docker.compose.service': 'web',
      'com.docker.compose.container-number': '1',
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.config-hash': expect.stringMatching(/^[0-9a-f]{64}$/),
      'com.docker.compose.image': 'sha256:abc',
      'com.docker.compose.depends_on': 'db:service_healthy:false',
      'com.docker.compose.project.working_dir': '/proj',
      'com.docker.compose.project.config_files': '/proj/compose.yaml',
    });
  });

  it('puts a container in its main network, and keeps the others for afterwards', () => {
    const { request, further } = partsOf({
      networks: {
        a: {},
        b: { priority: 5, aliases: ['x'], ipv4_address: '10.0.0.5', interface_name: 'eth7' },
      },
    });
    expect(request.HostConfig?.NetworkMode).toBe('proj_b');
    expect(request.NetworkingConfig).toEqual({
      EndpointsConfig: {
        proj_b: {
          Aliases: ['proj-web-1', 'web', 'x'],
          IPAMConfig: { IPv4Address: '10.0.0.5' },
          DriverOpts: { 'com.docker.network.endpoint.ifname': 'eth7' },
        },
      },
    });
    expect(further).toEqual([{ network: 'proj_a', settings: { Aliases: ['proj-web-1', 'web'] } }]);
  });

  it('names the container that it shares something with', () => {
    const host = hostOf({
      network_mode: 'service:db',
      pid: 'service:db',
      ipc: 'shareable',
      volumes_from: ['db:ro', 'container:other:rw'],
    });
    expect(host).toMatchObject({
      NetworkMode: 'container:id-of-db',
      PidMode: 'container:id-of-db',
      IpcMode: 'shareable',
      VolumesFrom: ['id-of-db:ro', 'other:rw'],
    });
  });

  it('takes limits from `deploy` before those of the service', () => {
    expect(
      hostOf({
        mem_limit: 1,
        cpus: 0.5,
        pids_limit: 7,
        memswap_limit: -1,
        ulimits: { nofile: { soft: 1, hard: 2 } },
        blkio_config: { weight: 300, device_read_bps: [{ path: '/dev/sda', rate: 5 }] },
        deploy: {
          resources: { limits: { memory: 64, cpus: 2 }, reservations: { memory: 32 } },
          placement: {},
        },
      }),
    ).toMatchObject({
      Memory: 64,
      MemoryReservation: 32,
      MemorySwap: -1,
      NanoCpus: 2e9,
      PidsLimit: 7,
      Ulimits: [{ Name: 'nofile', Soft: 1, Hard: 2 }],
      BlkioWeight: 300,
      BlkioDeviceReadBps: [{ Path: '/dev/sda', Rate: 5 }],
    });
  });

  it('mounts each kind in the form that keeps its options', () => {
    const host = hostOf(
      {
        volumes: [
          {
            type: 'bind',
            source: '/src',
            target: '/a',
            read_only: true,
            bind: { create_host_path: true, selinux: 'z' },
          },
          { type: 'bind', source: '/src', target: '/b', bind: { propagation: 'rshared' } },
          { type: 'volume', source: 'data', target: '/c', volume: { nocopy: true, subpath: 'x' } },
          { type: 'volume', target: '/d' },
          { type: 'tmpfs', target: '/e', tmpfs: { size: 5, mode: 0o700 } },
          { type: 'image', source: 'busybox', target: '/f', image: { subpath: 'bin' } },
        ],
        tmpfs: ['/run:size=1m', '/tmp'],
        secrets: [{ source: 'key' }],
      },
      {
        carried: [
          { name: 'old', target: '/d' },
          { name: 'of-image', target: '/g' },
        ],
      },
    );
    expect(host?.Binds).toEqual(['/src:/a:ro,z']);
    expect(host?.Mounts).toEqual([
      { Type: 'bind', Source: '/src', Target: '/b', BindOptions: { Propagation: 'rshared' } },
      { Type: 'volume', Source: 'proj_data', Target: '/c', VolumeOptions: { NoCopy: true, Subpath: 'x' } },
      { Type: 'volume', Source: 'old', Target: '/d' },
      { Type: 'tmpfs', Target: '/e', TmpfsOptions: { SizeBytes: 5, Mode: 0o700 } },
      { Type: 'image', Source: 'busybox', Target: '/f', ImageOptions: { Subpath: 'bin' } },
      { Type: 'volume', Source: 'of-image', Target: '/g' },
      { Type: 'bind', Source: '/proj/key.txt', Target: '/run/secrets/key', ReadOnly: true },
    ]);
    expect(host?.Tmpfs).toEqual({ '/run': 'size=1m', '/tmp': '' });
  });

  it('publishes and exposes ports', () => {
    const { request } = partsOf({
      ports: [
        { mode: 'ingress', target: 80, published: '8080', protocol: 'tcp', host_ip: '127.0.0.1' },
        { mode: 'ingress', target: 80, published: '8081-8085', protocol: 'tcp' },
        { mode: 'ingress', target: 53, protocol: 'udp' },
      ],
      expose: ['9000-9001', '53/udp'],
    });
    expect(request.HostConfig?.PortBindings).toEqual({
      '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }, { HostPort: '8081-8085' }],
      '53/udp': [{ HostPort: '' }],
    });
    expect(Object.keys(request.ExposedPorts ?? {})).toEqual(['80/tcp', '53/udp', '9000/tcp', '9001/tcp']);
  });

  it.each<[Partial<Service>, object]>([
    [{ restart: 'on-failure:3' }, { Name: 'on-failure', MaximumRetryCount: 3 }],
    [{ restart: 'unless-stopped' }, { Name: 'unless-stopped' }],
    [{ deploy: { resources: {}, placement: {}, restart_policy: { condition: 'any' } } }, { Name: 'always' }],
    [
      {
        deploy: {
          resources: {},
          placement: {},
          restart_policy: { condition: 'on-failure', max_attempts: 2 },
        },
      },
      { Name: 'on-failure', MaximumRetryCount: 2 },
    ],
  ])('restarts as %j says', (fields, policy) => {
    expect(hostOf(fields)?.RestartPolicy).toEqual(policy);
  });

  it('gives a container of `run` neither a restart policy nor the names of the service', () => {
    const oneoff = { slug: 'abc', aliases: false, remove: true };
    const { request } = partsOf({ restart: 'always', stdin_open: true }, { oneoff });
    expect([request.AttachStdin, request.StdinOnce]).toEqual([true, true]);
    expect([request.HostConfig?.RestartPolicy, request.HostConfig?.AutoRemove]).toEqual([undefined, true]);
    expect(request.NetworkingConfig).toEqual({ EndpointsConfig: { proj_default: {} } });
    expect(request.Labels).toMatchObject({
      'com.docker.compose.oneoff': 'True',
      'com.docker.compose.slug': 'abc',
    });
  });

  it('translates what is left', () => {
    const { request } = partsOf({
      environment: { A: '1', B: null },
      healthcheck: { test: ['CMD', 'x'], interval: '1m30s', retries: 2 },
      extra_hosts: { one: ['10.0.0.1', '::1'] },
      security_opt: ['systempaths=unconfined', 'no-new-privileges'],
      devices: [{ source: '/dev/a', target: '/dev/b', permissions: 'r' }],
      gpus: [{ capabilities: [], count: -1 }],
      stop_grace_period: '1m',
      logging: { driver: 'none' },
    });
    expect(request).toMatchObject({
      Env: ['A=1'],
      Healthcheck: { Test: ['CMD', 'x'], Interval: 90e9, Retries: 2 },
      StopTimeout: 60,
      HostConfig: {
        ExtraHosts: ['one:10.0.0.1', 'one:::1'],
        SecurityOpt: ['no-new-privileges'],
        MaskedPaths: [],
        ReadonlyPaths: [],
        Devices: [{ PathOnHost: '/dev/a', PathInContainer: '/dev/b', CgroupPermissions: 'r' }],
        DeviceRequests: [{ Count: -1, Capabilities: [['gpu']] }],
        LogConfig: { Type: 'none' },
      },
    });
  });
});
