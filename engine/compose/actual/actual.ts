import type { ContainerStatus, MountPoint } from '../../api/types/container.ts';
import type { Json } from '../wanted/canonical.ts';

/** What to look for beside that which has the project's labels: names of networks and volumes, references of images. */
export interface Asked {
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly images: readonly string[];
}

/** What an engine has of a project, as its labels tell. */
export interface Actual {
  readonly project: string;
  readonly asked: Asked;
  readonly containers: readonly ActualContainer[];
  /** Those of the project, and those whose names it wants. */
  readonly networks: readonly ActualNetwork[];
  readonly volumes: readonly ActualVolume[];
  /** By reference, those that were asked about and are there. */
  readonly images: Readonly<Record<string, ActualImage>>;
  /** Names of containers that are not of the project, and their ids. */
  readonly otherNames: Readonly<Record<string, string>>;
}

export interface ActualContainer {
  readonly id: string;
  /** Without the slash. */
  readonly name: string;
  readonly service: string;
  readonly number: number;
  /** Made by `run`. */
  readonly oneoff: boolean;
  /** The image's id. */
  readonly image: string;
  /** As it was asked for. */
  readonly imageName: string;
  readonly state: ContainerStatus;
  readonly exitCode: number;
  readonly health: 'starting' | 'healthy' | 'unhealthy' | undefined;
  /** RFC 3339. */
  readonly created: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What Gantry made it from; undefined for one that another tool made. */
  readonly config: Json | undefined;
  readonly mounts: readonly MountPoint[];
  /** Network names. */
  readonly networks: readonly string[];
  /** What it shows of its configuration, for those without `config`. */
  readonly shown: Shown;
}

/** The part of an inspect that a service can be compared with. */
export interface Shown {
  readonly command: readonly string[];
  readonly entrypoint: readonly string[];
  readonly environment: readonly string[];
  readonly user: string;
  readonly workingDir: string;
  readonly hostname: string;
  readonly privileged: boolean;
  readonly readOnly: boolean;
  /** `no`, `always`, `on-failure:3`. */
  readonly restart: string;
  readonly memory: number;
  /** `80/tcp` → `127.0.0.1:8080`, sorted. */
  readonly ports: Readonly<Record<string, readonly string[]>>;
}

export interface ActualNetwork {
  readonly id: string;
  readonly name: string;
  /** The project's key of it; undefined when it is of no project, or of another. */
  readonly key: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly config: Json | undefined;
  /** Containers in it, by id, with their names. */
  readonly members: Readonly<Record<string, string>>;
}

export interface ActualVolume {
  readonly name: string;
  readonly key: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly config: Json | undefined;
}

export interface ActualImage {
  readonly id: string;
  /** When the reference last came here, milliseconds since the epoch; 0 when the engine does not say. */
  readonly taggedAt: number;
  /** `NAME=value`, of the image itself. */
  readonly environment: readonly string[];
}

/** True for a container with a process. */
export function isUp({ state }: Pick<ActualContainer, 'state'>): boolean {
  return state === 'running' || state === 'restarting' || state === 'paused';
}

/** An anonymous volume: one with an invented name. */
export function isAnonymous({ Type, Name }: Pick<MountPoint, 'Type' | 'Name'>): boolean {
  return Type === 'volume' && /^[0-9a-f]{64}$/.test(Name ?? '');
}
