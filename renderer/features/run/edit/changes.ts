import type {
  ContainerCreateRequest,
  MountRequest,
  PortBinding,
} from '../../../../engine/api/types/container.ts';
import { bytesText } from '../byte-size.ts';
import { mountWord, networkWord } from '../command-options.ts';
import { durationText } from '../duration.ts';
import { optionTitle } from '../option-titles.ts';
import { quoteWord } from '../shell-words.ts';

/** One thing that an edit changes. */
export interface Change {
  /** What it is about, in plain words: `Memory limit`, `Variable PATH`. */
  readonly what: string;
  /** Undefined for what is new. */
  readonly before: string | undefined;
  /** Undefined for what goes. */
  readonly after: string | undefined;
}

/** Fields that say nothing about how a container runs. */
const SILENT: ReadonlySet<string> = new Set([
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
  'ConsoleSize',
  'ContainerIDFile',
]);

/** What differs between two create requests (and names), field by field. Order and defaults that are spelled out make no difference. */
export function changesBetween(
  before: { readonly name: string; readonly request: ContainerCreateRequest },
  after: { readonly name: string; readonly request: ContainerCreateRequest },
): readonly Change[] {
  const was = factsOf(before);
  const is = factsOf(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((what) => ({ what, before: was.get(what), after: is.get(what) }))
    .filter((change) => change.before !== change.after);
}

type Fact = readonly [what: string, value: string];

function factsOf({ name, request }: { readonly name: string; readonly request: ContainerCreateRequest }) {
  const { HostConfig: host, NetworkingConfig: networking, ...config } = request;
  const facts: Fact[] = [
    ['Name', name],
    ...Object.entries(config).flatMap(([key, value]) => configFacts(key, value)),
    ...Object.entries(host ?? {}).flatMap(([key, value]) => hostFacts(key, value)),
    ...Object.entries(networking?.EndpointsConfig ?? {}).map(
      ([network, settings]) =>
        [`Settings in the network ${network}`, networkWord(network, settings)] as const,
    ),
  ];
  return new Map(facts);
}

function configFacts(key: string, value: unknown): readonly Fact[] {
  switch (key) {
    case 'Env':
      return (value as readonly string[]).map((line) => {
        const at = line.indexOf('=');
        return at < 0
          ? [`Variable ${line}`, 'taken away']
          : [`Variable ${line.slice(0, at)}`, line.slice(at + 1)];
      });
    case 'Labels':
      return mapFacts('Label', value);
    case 'ExposedPorts':
      return Object.keys(value as object).map((port) => [`Exposed port ${port}`, 'yes'] as const);
    case 'Volumes':
      return Object.keys(value as object).map(
        (path) => [`Mount at ${path}`, 'a volume without a name'] as const,
      );
    case 'Cmd':
    case 'Entrypoint':
      return [[optionTitle(key), (value as readonly string[]).map(quoteWord).join(' ')]];
    case 'StopTimeout':
      return [[optionTitle(key), `${String(value)} s`]];
    case 'Healthcheck':
      return healthFacts(value as NonNullable<ContainerCreateRequest['Healthcheck']>);
    default:
      return plainFacts(key, value);
  }
}

function hostFacts(key: string, value: unknown): readonly Fact[] {
  switch (key) {
    case 'PortBindings':
      return Object.entries(value as Record<string, readonly PortBinding[] | null>).flatMap(([port, all]) =>
        all === null || all.length === 0
          ? []
          : [[`Published port ${port}`, all.map(placeOf).join(', ')] as const],
      );
    case 'Binds':
      return (value as readonly string[]).map((bind) => {
        const [source = '', target = '', words = ''] = bind.split(':');
        return [`Mount at ${target}`, words === '' ? source : `${source} (${words})`] as const;
      });
    case 'Tmpfs':
      return Object.entries(value as Record<string, string>).map(
        ([target, words]) => [`Mount at ${target}`, words === '' ? 'memory' : `memory (${words})`] as const,
      );
    case 'Mounts':
      return (value as readonly MountRequest[]).map((mount) => [
        `Mount at ${mount.Target}`,
        mount.Type === 'volume' &&
        Object.keys(mount).every((field) => ['Type', 'Source', 'Target'].includes(field))
          ? mount.Source || 'a volume without a name'
          : (mountWord(mount) ?? JSON.stringify(mount)),
      ]);
    case 'Memory':
    case 'MemoryReservation':
    case 'MemorySwap':
    case 'ShmSize':
      return value === 0
        ? []
        : [[optionTitle(key), Number(value) < 0 ? 'no limit' : bytesText(Number(value))]];
    case 'NanoCpus':
      return value === 0 ? [] : [[optionTitle(key), String(Number(value) / 1e9)]];
    case 'RestartPolicy': {
      const { Name = '', MaximumRetryCount: most = 0 } = value as {
        Name?: string;
        MaximumRetryCount?: number;
      };
      if (Name === '' || Name === 'no') return [];
      return [[optionTitle(key), most > 0 ? `${Name}, at most ${most} times` : Name]];
    }
    case 'NetworkMode':
      return value === 'default' || value === '' ? [] : [[optionTitle(key), String(value)]];
    case 'Sysctls':
      return mapFacts('Sysctl', value);
    case 'Annotations':
      return mapFacts('Annotation', value);
    case 'ExtraHosts':
      return (value as readonly string[]).map((line) => {
        const at = line.search(/[:=]/);
        return [`Name ${line.slice(0, at)} in /etc/hosts`, line.slice(at + 1)] as const;
      });
    case 'LogConfig': {
      const { Type = '', Config: config } = value as { Type?: string; Config?: object | null };
      return [['Log driver', Type] as const, ...mapFacts('Log option', config ?? {})].filter(
        ([, word]) => word !== '',
      );
    }
    default:
      return plainFacts(key, value);
  }
}

function healthFacts(check: NonNullable<ContainerCreateRequest['Healthcheck']>): readonly Fact[] {
  const [kind, ...words] = check.Test ?? [];
  const command = kind === 'CMD-SHELL' ? (words[0] ?? '') : words.map(quoteWord).join(' ');
  const times = (['Interval', 'Timeout', 'StartPeriod', 'StartInterval'] as const).flatMap((key) =>
    check[key]
      ? [[`Health check: ${optionTitle(key).toLowerCase()}`, durationText(check[key])] as const]
      : [],
  );
  return [
    ...(kind === undefined ? [] : [['Health check', kind === 'NONE' ? 'none' : command] as const]),
    ...times,
    ...(check.Retries ? [['Health check: failures until unhealthy', String(check.Retries)] as const] : []),
  ];
}

function placeOf({ HostIp: address = '', HostPort: port = '' }: PortBinding): string {
  const at = port === '' ? 'any free port' : `port ${port}`;
  return address === '' ? at : `${at} of ${address}`;
}

function mapFacts(what: string, map: unknown): readonly Fact[] {
  return Object.entries(map as Record<string, string>).map(
    ([key, value]) => [`${what} ${key}`, value] as const,
  );
}

function plainFacts(key: string, value: unknown): readonly Fact[] {
  if (SILENT.has(key) || value === null || value === undefined || value === '' || value === false) return [];
  if (Array.isArray(value)) {
    const words = value.map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one)));
    return words.length === 0 ? [] : [[optionTitle(key), words.sort().join(', ')]];
  }
  if (typeof value === 'object') return [[optionTitle(key), JSON.stringify(value)]];
  if (value === 0 && key !== 'MemorySwappiness') return [];
  return [
    [optionTitle(key), value === true ? 'yes' : typeof value === 'string' ? value : JSON.stringify(value)],
  ];
}
