import type {
  Backends,
  BuildBackend,
  ContainerBackend,
  DiskBackend,
  FilesBackend,
  ImageBackend,
  MicroscopeBackend,
  NetworkBackend,
  RegistryBackend,
  StatusBackend,
  SystemBackend,
  TimeMachineBackend,
  VolumeBackend,
} from '../api/backends.ts';
import { fault } from '../base/errors.ts';

/** Backends of which a test gives the few methods that it needs; all others fail, naming themselves. */
export function fakeBackends(
  given: {
    readonly containers?: Partial<ContainerBackend>;
    readonly images?: Partial<ImageBackend>;
    readonly registry?: Partial<RegistryBackend>;
    readonly builder?: Partial<BuildBackend>;
    readonly system?: Partial<SystemBackend>;
    readonly status?: Partial<StatusBackend>;
    readonly microscope?: Partial<MicroscopeBackend>;
    readonly disk?: Partial<DiskBackend>;
    readonly files?: Partial<FilesBackend>;
    readonly networks?: Partial<NetworkBackend>;
    readonly volumes?: Partial<VolumeBackend>;
    readonly timeMachine?: Partial<TimeMachineBackend>;
  } = {},
): Backends {
  return {
    containers: fake<ContainerBackend>('containers', given.containers),
    images: fake<ImageBackend>('images', given.images),
    registry: fake<RegistryBackend>('registry', given.registry),
    builder: fake<BuildBackend>('builder', given.builder),
    system: fake<SystemBackend>('system', given.system),
    status: fake<StatusBackend>('status', given.status),
    microscope: fake<MicroscopeBackend>('microscope', given.microscope),
    disk: fake<DiskBackend>('disk', given.disk),
    files: fake<FilesBackend>('files', given.files),
    volumes: fake<VolumeBackend>('volumes', given.volumes),
    timeMachine: fake<TimeMachineBackend>('time machine', given.timeMachine),
    networks: fake<NetworkBackend>('networks', given.networks),
  };
}

function fake<Backend extends object>(name: string, methods: Partial<Backend> = {}): Backend {
  return new Proxy(methods, {
    get: (target, method) =>
      Reflect.get(target, method) ??
      (() => {
        throw fault('system', `the fake ${name} backend has no ${String(method)}`);
      }),
  }) as Backend;
}
