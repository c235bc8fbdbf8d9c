import type { ContainerInspect } from '../../../engine/api/types/container.ts';

/** A mount of a container, as its page shows it. */
export interface MountView {
  readonly kind: string;
  readonly source: string;
  readonly destination: string;
  /** The name of the volume that is mounted. */
  readonly volume: string | undefined;
  readonly readOnly: boolean;
  /** The options as they were given, and how mounts below it spread. */
  readonly mode: string;
  /** Bytes that may be written to it, where it is limited. */
  readonly limit: number | undefined;
}

/** All mounts of a container, those in memory too, which Docker tells of in another place when they came by `--tmpfs`. */
export function mountViews({
  Mounts,
  HostConfig,
}: Pick<ContainerInspect, 'Mounts' | 'HostConfig'>): MountView[] {
  const mounts = Mounts.map(
    ({ Type, Source, Destination, Name, RW, Mode, Propagation }): MountView => ({
      kind: Type,
      source: Type === 'tmpfs' ? 'memory' : Source,
      destination: Destination,
      volume: Type === 'volume' ? Name : undefined,
      readOnly: !RW,
      mode: [Mode, Propagation].filter(Boolean).join(', '),
      limit: undefined,
    }),
  );
  const inMemory = Object.entries(HostConfig.Tmpfs ?? {}).map(
    ([destination, options]): MountView => ({
      kind: 'tmpfs',
      source: 'memory',
      destination,
      volume: undefined,
      readOnly: options.split(',').includes('ro'),
      mode: options,
      limit: bytesOf(/(?:^|,)size=(\d+)([kmg]?)/i.exec(options)),
    }),
  );
  return [...mounts, ...inMemory].sort((a, b) => (a.destination < b.destination ? -1 : 1));
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

function bytesOf(match: RegExpExecArray | null): number | undefined {
  if (match === null) return undefined;
  const [, digits = '', unit = ''] = match;
  return Number(digits) * (UNITS[unit.toLowerCase()] ?? 1);
}
