import type {
  ContainerConfig,
  ContainerCreateRequest,
  HostConfig,
} from '../../../engine/api/types/container.ts';
import {
  type CommandOption,
  HOST_ON_COMMAND_LINE,
  hostOptions,
  mountWord,
  networkWord,
} from './command-options.ts';
import { durationText } from './duration.ts';
import { optionTitle } from './option-titles.ts';
import { quoteWord } from './shell-words.ts';

export interface RunCommand {
  /** `docker run …`, quoted for a shell. */
  readonly command: string;
  /** What no option of `docker run` says, in plain words. */
  readonly missing: readonly string[];
}

/** Fields of the configuration that are written, or that the command line has no say in. */
const CONFIG_ON_COMMAND_LINE: ReadonlySet<string> = new Set<keyof ContainerCreateRequest>([
  'Image',
  'Cmd',
  'Entrypoint',
  'Env',
  'Labels',
  'ExposedPorts',
  'Volumes',
  'WorkingDir',
  'User',
  'Hostname',
  'Domainname',
  'MacAddress',
  'Tty',
  'OpenStdin',
  'StdinOnce',
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
  'Healthcheck',
  'StopSignal',
  'StopTimeout',
  'HostConfig',
  'NetworkingConfig',
]);

/** The `docker run` command line that makes and starts what a create request makes. */
export function runCommand(request: ContainerCreateRequest, name: string): RunCommand {
  const { HostConfig: given, NetworkingConfig: networking, ...config } = request;
  const host = given ?? {};
  const missing: string[] = [];
  const terminal = `${config.OpenStdin === true ? 'i' : ''}${config.Tty === true ? 't' : ''}`;
  const [entrypoint, ...more] = config.Entrypoint ?? [];
  const options: readonly CommandOption[] = [
    ...(host.AutoRemove === true ? [['--rm', true] as const] : []),
    ...text('--name', name),
    ...text('--restart', restartWord(host)),
    ...networkOptions(host, networking?.EndpointsConfig ?? {}),
    ...portOptions(config, host),
    ...mountOptions(config, host, missing),
    ...(config.Env ?? []).map((value) => ['-e', value] as const),
    ...Object.entries(config.Labels ?? {}).map(([key, value]) => ['--label', `${key}=${value}`] as const),
    ...text('--user', config.User),
    ...text('--workdir', config.WorkingDir),
    ...text('--hostname', config.Hostname),
    ...text('--domainname', config.Domainname),
    ...text('--mac-address', config.MacAddress),
    ...hostOptions(host),
    ...healthOptions(config, missing),
    ...text('--stop-signal', config.StopSignal),
    ...text('--stop-timeout', typeof config.StopTimeout === 'number' ? String(config.StopTimeout) : ''),
    // The command line takes one word as entrypoint; the others come before the command.
    ...(entrypoint === undefined ? [] : [['--entrypoint', entrypoint] as const]),
  ];
  for (const key of Object.keys(config)) if (!CONFIG_ON_COMMAND_LINE.has(key)) missing.push(optionTitle(key));
  for (const key of Object.keys(host)) if (!HOST_ON_COMMAND_LINE.has(key)) missing.push(optionTitle(key));
  const words = [
    'docker',
    'run',
    `-d${terminal}`,
    ...options.flatMap(([option, value]) => (value === true ? [option] : [option, quoteWord(value)])),
    config.Image ? quoteWord(config.Image) : 'IMAGE',
    ...[...more, ...(config.Cmd ?? [])].map(quoteWord),
  ];
  return { command: words.join(' '), missing };
}

function text(option: string, value: string | undefined): readonly CommandOption[] {
  return value === undefined || value === '' ? [] : [[option, value]];
}

function restartWord({ RestartPolicy: policy }: HostConfig): string {
  const { Name = '', MaximumRetryCount: most = 0 } = policy ?? {};
  if (Name === 'no') return '';
  return Name === 'on-failure' && most > 0 ? `${Name}:${most}` : Name;
}

function networkOptions(
  { NetworkMode: mode = 'default' }: HostConfig,
  endpoints: NonNullable<NonNullable<ContainerCreateRequest['NetworkingConfig']>['EndpointsConfig']>,
): readonly CommandOption[] {
  const own = mode === 'default' ? 'bridge' : mode;
  const { [own]: settings = {}, ...others } = endpoints;
  const ownWord = networkWord(own, settings);
  const isPlain = Object.keys(others).length === 0 && ownWord === 'bridge';
  return [
    ...(isPlain ? [] : [['--network', ownWord] as const]),
    ...Object.entries(others).map(([name, one]) => ['--network', networkWord(name, one)] as const),
  ];
}

function portOptions(
  { ExposedPorts }: ContainerConfig,
  { PortBindings }: HostConfig,
): readonly CommandOption[] {
  const bindings = Object.entries(PortBindings ?? {}).filter(([, all]) => (all ?? []).length > 0);
  const published = new Set(bindings.map(([key]) => key));
  return [
    ...bindings.flatMap(([key, all]) =>
      (all ?? []).map(({ HostIp = '', HostPort = '' }) => ['-p', portWord(HostIp, HostPort, key)] as const),
    ),
    ...Object.keys(ExposedPorts ?? {})
      .filter((key) => !published.has(key))
      .map((key) => ['--expose', key.replace(/\/tcp$/, '')] as const),
  ];
}

function portWord(address: string, hostPort: string, key: string): string {
  const at = address.includes(':') ? `[${address}]` : address;
  const host = at === '' ? (hostPort === '' ? '' : `${hostPort}:`) : `${at}:${hostPort}:`;
  return `${host}${key.replace(/\/tcp$/, '')}`;
}

function mountOptions(
  { Volumes }: ContainerConfig,
  host: HostConfig,
  missing: string[],
): readonly CommandOption[] {
  return [
    ...(host.Binds ?? []).map((bind) => ['-v', bind] as const),
    ...Object.keys(Volumes ?? {}).map((target) => ['-v', target] as const),
    ...Object.entries(host.Tmpfs ?? {}).map(
      ([target, words]) => ['--tmpfs', words === '' ? target : `${target}:${words}`] as const,
    ),
    ...(host.Mounts ?? []).flatMap((mount) => {
      const word = mountWord(mount);
      if (word === undefined) missing.push(`options of the mount at ${mount.Target}`);
      return word === undefined ? [] : [['--mount', word] as const];
    }),
  ];
}

const HEALTH_TIMES = [
  ['Interval', '--health-interval'],
  ['Timeout', '--health-timeout'],
  ['StartPeriod', '--health-start-period'],
  ['StartInterval', '--health-start-interval'],
] as const;

function healthOptions({ Healthcheck: check }: ContainerConfig, missing: string[]): readonly CommandOption[] {
  if (!check) return [];
  const [kind, ...words] = check.Test ?? [];
  if (kind === 'NONE') return [['--no-healthcheck', true]];
  // Docker's client knows checks by a shell only, and quoted words mean the same there.
  if (kind === 'CMD') missing.push('a health check without a shell (written as one with a shell)');
  const command = kind === 'CMD' ? words.map(quoteWord).join(' ') : (words[0] ?? '');
  return [
    ...text('--health-cmd', command),
    ...HEALTH_TIMES.flatMap(([key, option]) => text(option, check[key] ? durationText(check[key]) : '')),
    ...text('--health-retries', check.Retries ? String(check.Retries) : ''),
  ];
}
