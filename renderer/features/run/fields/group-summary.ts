import { EMPTY_FORM, type RunField, type RunForm } from '../run-form.ts';

/** The fields of each group that can be closed. */
export const GROUPS = {
  labels: ['labels'],
  network: ['network', 'hostname', 'address', 'aliases', 'dns', 'hosts'],
  resources: ['memory', 'cpus', 'cpuset', 'pids', 'shm'],
  health: ['health', 'healthCommand', 'healthInterval', 'healthTimeout', 'healthStart', 'healthRetries'],
  security: ['user', 'readOnly', 'privileged', 'init', 'noNewPrivileges', 'capAdd', 'capDrop'],
  end: ['restart', 'retries', 'stopSignal', 'stopTimeout'],
  logs: ['logDriver', 'logSize', 'logFiles'],
} as const satisfies Readonly<Record<string, readonly RunField[]>>;

export type GroupName = keyof typeof GROUPS;

const WORDS: Partial<Record<RunField, (form: RunForm) => string>> = {
  labels: ({ labels }) => labels.map(({ key }) => key).join(', '),
  hosts: ({ hosts }) => hosts.map(({ key }) => key).join(', '),
  memory: ({ memory }) => `${memory} of memory`,
  cpus: ({ cpus }) => `${cpus} CPUs`,
  cpuset: ({ cpuset }) => `CPUs ${cpuset}`,
  pids: ({ pids }) => `${pids} processes`,
  shm: ({ shm }) => `${shm} shared`,
  health: ({ health }) => (health === 'none' ? 'never checked' : ''),
  healthInterval: ({ healthInterval }) => `every ${healthInterval}`,
  healthTimeout: ({ healthTimeout }) => `at most ${healthTimeout}`,
  healthStart: ({ healthStart }) => `${healthStart} to start`,
  healthRetries: ({ healthRetries }) => `${healthRetries} failures`,
  user: ({ user }) => `as ${user}`,
  readOnly: () => 'read-only',
  privileged: () => 'privileged',
  init: () => 'init',
  noNewPrivileges: () => 'no new privileges',
  capAdd: ({ capAdd }) => `+ ${capAdd}`,
  capDrop: ({ capDrop }) => `− ${capDrop}`,
  restart: ({ restart }) => restart,
  retries: ({ retries }) => `${retries} times`,
  stopTimeout: ({ stopTimeout }) => `${stopTimeout} s to stop`,
  logSize: ({ logSize }) => `at most ${logSize}`,
  logFiles: ({ logFiles }) => `${logFiles} files`,
};

/** What is set in a group, in a few words; empty when all is as it is by itself. */
export function groupSummary(group: GroupName, form: RunForm): string {
  const set = GROUPS[group].filter((field) => {
    const value = form[field];
    return Array.isArray(value) ? value.length > 0 : value !== EMPTY_FORM[field];
  });
  return set
    .map((field) => {
      const value = form[field];
      return WORDS[field]?.(form) ?? (typeof value === 'string' ? value : '');
    })
    .filter((word) => word !== '')
    .join(' · ');
}
