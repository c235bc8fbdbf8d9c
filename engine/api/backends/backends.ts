import type { BuildBackend } from './builder.ts';
import type { ContainerBackend } from './containers.ts';
import type { DiskBackend } from './disk.ts';
import type { EditBackend } from './edits.ts';
import type { FilesBackend } from './files.ts';
import type { ImageBackend } from './images.ts';
import type { MicroscopeBackend } from './microscope.ts';
import type { HostPortBackend, NetworkBackend, NetworkLookBackend } from './networks.ts';
import type { RecorderBackend } from './recorder.ts';
import type { RegistryBackend } from './registry.ts';
import type { RemovedLogBackend } from './removed-logs.ts';
import type { StatusBackend, SystemBackend } from './system.ts';
import type { TimeMachineBackend, VolumeBackend } from './volumes.ts';

/**
 * Everything that the API stands on: what it needs of the rooms behind it, one interface each. `ref` is what a client wrote: a name,
 * an id or a unique prefix of one. Every method throws `GantryError`s whose messages follow Docker's wording; the API adds nothing
 * to them.
 */
export interface Backends {
  readonly containers: ContainerBackend;
  readonly edits: EditBackend;
  readonly images: ImageBackend;
  readonly registry: RegistryBackend;
  readonly builder: BuildBackend;
  readonly system: SystemBackend;
  readonly status: StatusBackend;
  readonly networks: NetworkBackend;
  readonly networkLook: NetworkLookBackend;
  readonly hostPorts: HostPortBackend;
  readonly microscope: MicroscopeBackend;
  readonly disk: DiskBackend;
  readonly files: FilesBackend;
  readonly volumes: VolumeBackend;
  readonly timeMachine: TimeMachineBackend;
  readonly recorder: RecorderBackend;
  readonly removedLogs: RemovedLogBackend;
}
