import type { ContainerCreateRequest } from '../../../engine/api/types/container.ts';
import type { Pair } from '../../ui/pasted-pairs.ts';
import { parseBytes } from './byte-size.ts';
import { checkMounts, type MountRow, mountSettings } from './mount-rows.ts';
import { checkPorts, type PortRow, portSettings } from './port-rows.ts';
import { parseShellWords } from './shell-words.ts';

/** What the run dialog holds, as it was typed. */
export interface RunForm {
  readonly image: string;
  readonly name: string;
  readonly command: string;
  readonly entrypoint: string;
  readonly env: readonly Pair[];
  readonly labels: readonly Pair[];
  readonly ports: readonly PortRow[];
  readonly mounts: readonly MountRow[];
  readonly interactive: boolean;
  readonly autoRemove: boolean;
  readonly restart: 'no' | 'on-failure' | 'always' | 'unless-stopped';
  readonly network: string;
  readonly user: string;
  readonly workingDir: string;
  readonly memory: string;
  readonly cpus: string;
}

export type RunField = keyof RunForm;
export type RunErrors = Partial<Record<RunField | 'form', string>>;

export const EMPTY_FORM: RunForm = {
  image: '',
  name: '',
  command: '',
  entrypoint: '',
  env: [],
  labels: [],
  ports: [],
  mounts: [],
  interactive: false,
  autoRemove: false,
  restart: 'no',
  network: 'default',
  user: '',
  workingDir: '',
  memory: '',
  cpus: '',
};

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export function checkForm(form: RunForm, takenNames: ReadonlySet<string>): RunErrors {
  const errors: RunErrors = {};
  if (form.image.trim() === '') errors.image = 'Choose an image.';
  if (form.name !== '') {
    if (!NAME.test(form.name)) {
      errors.name = 'Two or more letters, digits, and _ . - ; the first a letter or a digit.';
    } else if (takenNames.has(form.name)) {
      errors.name = `A container named ${form.name} exists already.`;
    }
  }
  for (const field of ['command', 'entrypoint'] as const) {
    const parsed = parseShellWords(form[field]);
    if ('error' in parsed) errors[field] = parsed.error;
  }
  const badEnv = form.env.find(({ key }) => key.includes('=') || key.includes('\0'));
  if (badEnv !== undefined) errors.env = `The name ${badEnv.key} may not contain “=”.`;
  else if (form.env.some(({ key, value }) => key === '' && value !== ''))
    errors.env = 'A value needs a name.';
  if (form.labels.some(({ key, value }) => key === '' && value !== ''))
    errors.labels = 'A value needs a key.';
  if (form.workingDir !== '' && !form.workingDir.startsWith('/')) {
    errors.workingDir = 'The path must begin with /.';
  }
  if (form.memory !== '' && parseBytes(form.memory) === undefined) {
    errors.memory = 'A number with b, k, m or g, such as 512m.';
  }
  const ports = checkPorts(form.ports, form.network);
  if (ports !== undefined) errors.ports = ports;
  const mounts = checkMounts(form.mounts);
  if (mounts !== undefined) errors.mounts = mounts;
  const cpus = Number(form.cpus);
  if (form.cpus !== '' && !(cpus > 0)) errors.cpus = 'A number above zero, such as 1.5.';
  if (form.autoRemove && form.restart !== 'no') {
    errors.restart = 'A container that is removed when it ends cannot restart.';
  }
  return errors;
}

/** The create request for a form without errors. */
export function createRequest(form: RunForm): ContainerCreateRequest {
  const command = words(form.command);
  const entrypoint = words(form.entrypoint);
  const env = form.env.filter(({ key }) => key !== '').map(({ key, value }) => `${key}=${value}`);
  const labels = Object.fromEntries(
    form.labels.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]),
  );
  const memory = parseBytes(form.memory);
  const ports = portSettings(form.ports);
  const mounts = mountSettings(form.mounts);
  return {
    Image: form.image.trim(),
    ...(command.length > 0 && { Cmd: command }),
    ...(entrypoint.length > 0 && { Entrypoint: entrypoint }),
    ...(env.length > 0 && { Env: env }),
    ...(Object.keys(labels).length > 0 && { Labels: labels }),
    ...(ports !== undefined && { ExposedPorts: ports.exposed }),
    ...(mounts !== undefined && Object.keys(mounts.volumes).length > 0 && { Volumes: mounts.volumes }),
    ...(form.user !== '' && { User: form.user }),
    ...(form.workingDir !== '' && { WorkingDir: form.workingDir }),
    ...(form.interactive && {
      Tty: true,
      OpenStdin: true,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    }),
    HostConfig: {
      NetworkMode: form.network,
      AutoRemove: form.autoRemove,
      RestartPolicy: { Name: form.restart },
      ...(ports !== undefined && { PortBindings: ports.bindings }),
      ...mounts?.host,
      ...(memory !== undefined && { Memory: memory }),
      ...(form.cpus !== '' && { NanoCpus: Math.round(Number(form.cpus) * 1e9) }),
    },
  };
}

function words(text: string): readonly string[] {
  const parsed = parseShellWords(text);
  return 'words' in parsed ? parsed.words : [];
}
