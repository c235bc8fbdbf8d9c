import type { Pair } from '../../ui/pasted-pairs.ts';
import type { MountRow } from './mount-rows.ts';
import type { PortRow } from './port-rows.ts';

export type RestartName = 'no' | 'on-failure' | 'always' | 'unless-stopped';

/** Who says how health is checked: the image, nobody, a line for its shell, or a program and its arguments. */
export type HealthKind = 'image' | 'none' | 'shell' | 'program';

/** Empty: the engine's own. */
export type LogDriver = '' | 'json-file' | 'local' | 'none';

/** What the run dialog holds, as it was typed. Lists of words are written with spaces between them. */
export interface RunForm {
  readonly image: string;
  readonly name: string;
  readonly command: string;
  readonly entrypoint: string;
  readonly workingDir: string;
  readonly interactive: boolean;
  readonly autoRemove: boolean;
  readonly labels: readonly Pair[];
  readonly env: readonly Pair[];
  readonly ports: readonly PortRow[];
  readonly publishAll: boolean;
  readonly mounts: readonly MountRow[];
  readonly network: string;
  readonly hostname: string;
  /** An IPv4 address in a network of one's own; empty for any. */
  readonly address: string;
  readonly aliases: string;
  readonly dns: string;
  /** A name and its address each. */
  readonly hosts: readonly Pair[];
  readonly memory: string;
  readonly cpus: string;
  readonly cpuset: string;
  readonly pids: string;
  readonly shm: string;
  readonly health: HealthKind;
  readonly healthCommand: string;
  readonly healthInterval: string;
  readonly healthTimeout: string;
  readonly healthStart: string;
  readonly healthRetries: string;
  readonly user: string;
  readonly readOnly: boolean;
  readonly privileged: boolean;
  readonly init: boolean;
  readonly noNewPrivileges: boolean;
  readonly capAdd: string;
  readonly capDrop: string;
  readonly restart: RestartName;
  /** Of `on-failure`; empty for as often as it fails. */
  readonly retries: string;
  readonly stopSignal: string;
  /** Seconds. */
  readonly stopTimeout: string;
  readonly logDriver: LogDriver;
  readonly logSize: string;
  readonly logFiles: string;
}

export type RunField = keyof RunForm;
export type RunErrors = Partial<Record<RunField | 'form', string>>;

export const EMPTY_FORM: RunForm = {
  image: '',
  name: '',
  command: '',
  entrypoint: '',
  workingDir: '',
  interactive: false,
  autoRemove: false,
  labels: [],
  env: [],
  ports: [],
  publishAll: false,
  mounts: [],
  network: 'default',
  hostname: '',
  address: '',
  aliases: '',
  dns: '',
  hosts: [],
  memory: '',
  cpus: '',
  cpuset: '',
  pids: '',
  shm: '',
  health: 'image',
  healthCommand: '',
  healthInterval: '',
  healthTimeout: '',
  healthStart: '',
  healthRetries: '',
  user: '',
  readOnly: false,
  privileged: false,
  init: false,
  noNewPrivileges: false,
  capAdd: '',
  capDrop: '',
  restart: 'no',
  retries: '',
  stopSignal: '',
  stopTimeout: '',
  logDriver: '',
  logSize: '',
  logFiles: '',
};
