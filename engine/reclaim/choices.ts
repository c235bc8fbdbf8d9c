import type { DiskChoice } from '../api/types/disk.ts';
import type { Digest } from '../base/digest.ts';
import { shortId } from '../base/ids.ts';
import { blockedBy } from './blocked.ts';
import { bytesOfContainer, type DiskState } from './disk-state.ts';
import { unneededParts, usersOfParts } from './users.ts';

/** What may be chosen to go: images, containers, logs of removed ones, volumes, leftovers; each the largest first. */
export function choicesIn(state: DiskState): DiskChoice[] {
  const bytesOf = (part: Digest) => (state.chains.get(part)?.bytes ?? 0) + (state.blobs.get(part) ?? 0);
  const sum = (parts: Iterable<Digest>) => [...parts].reduce((total, part) => total + bytesOf(part), 0);
  const users = usersOfParts(state);
  const { chains, blobs } = unneededParts(state);
  const used = new Set(
    state.containers.flatMap(({ image, mounted = [] }) => [image, ...mounted.map((one) => one.image)]),
  );
  const images = state.images.map((image): DiskChoice => {
    const parts = new Set([...image.chains, ...image.blobs]);
    return {
      kind: 'image',
      id: image.id,
      label: image.names[0] ?? shortId(image.id),
      names: image.names,
      created: image.created,
      unique: sum([...parts].filter((part) => users.get(part)?.length === 1)),
      total: sum(parts),
      unused: !used.has(image.id),
      dangling: image.names.length === 0,
      blocked: blockOf(state, 'image', image.id),
    };
  });
  const containers = state.containers.map((container): DiskChoice => {
    const bytes = bytesOfContainer(container);
    return {
      ...plain('container', container.id, bytes),
      label: container.name,
      names: [container.name],
      created: container.created,
      unused: !container.isLive,
      blocked: blockOf(state, 'container', container.id),
    };
  });
  const removedLogs = state.removedLogs.map(
    ({ id, name, created, removed, bytes }): DiskChoice => ({
      ...plain('removed-log', id, bytes),
      label: name,
      names: [name],
      created,
      removed,
    }),
  );
  const volumes = state.volumes.map(
    ({ name, created, newest, users, bytes }): DiskChoice => ({
      ...plain('volume', name, bytes),
      label: name,
      names: [name],
      created,
      newest,
      unused: users.length === 0,
      blocked: blockOf(state, 'volume', name),
    }),
  );
  const leftovers = [
    ...[...chains, ...blobs].map((part) => plain('leftover', part, bytesOf(part))),
    ...state.strays.map(({ id, bytes }) => plain('leftover', id, bytes)),
  ];
  return [images, containers, removedLogs, volumes, leftovers].flatMap((some) =>
    some.toSorted((a, b) => b.unique - a.unique),
  );
}

function plain(kind: DiskChoice['kind'], id: string, bytes: number): DiskChoice {
  return {
    kind,
    id,
    label: shortId(id),
    names: [],
    created: null,
    unique: bytes,
    total: bytes,
    unused: true,
    dangling: false,
    blocked: null,
  };
}

function blockOf(state: DiskState, kind: DiskChoice['kind'], id: string): string | null {
  return blockedBy(state, { kind, id }, [{ kind, id }])?.why ?? null;
}
