import type { DiskNode, DiskNodeKind } from '../api/types/disk.ts';
import { shortId } from '../base/ids.ts';
import type { ContainerOnDisk, DiskState, ImageOnDisk } from './disk-state.ts';
import { usersOfParts } from './users.ts';

/** The state as the tree of a treemap: what several share lies in a group of its own, so each byte is there once. */
export function treeOf(state: DiskState): DiskNode {
  const users = usersOfParts(state);
  const parts = [
    ...[...state.chains].map(([id, { bytes }]) => ({
      id,
      node: leaf('layer', `layer:${id}`, shortId(id), bytes),
    })),
    ...[...state.blobs].map(([id, bytes]) => ({ id, node: leaf('blob', `blob:${id}`, shortId(id), bytes) })),
  ];
  const ownedBy = new Map<string, DiskNode[]>();
  const [shared, unneeded, held]: [DiskNode[], DiskNode[], DiskNode[]] = [[], [], []];
  for (const { id, node } of parts) {
    const [user, ...others] = users.get(id) ?? [];
    if (user === undefined) (state.held.has(id) || !state.isWhole ? held : unneeded).push(node);
    else if (others.length > 0) shared.push(node);
    else ownedBy.set(user, [...(ownedBy.get(user) ?? []), node]);
  }
  const ownOf = (id: string) => ownedBy.get(id) ?? [];
  return branch('root', 'root', 'everything', [
    group(
      'images',
      state.images.map((image) => imageNode(image, ownOf(image.id))),
    ),
    group('shared', shared),
    group(
      'containers',
      state.containers.map((one) => containerNode(one, ownOf(one.id))),
    ),
    group(
      'volumes',
      state.volumes.map(({ name, bytes }) => leaf('volume', `volume:${name}`, name, bytes)),
    ),
    group('leftovers', [
      ...unneeded,
      ...state.strays.flatMap(({ id, bytes }) => [
        leaf('leftover', `stray:${id}`, shortId(id), bytes),
        ...ownOf(id),
      ]),
    ]),
    group('under-way', [...held, leaf('leftover', 'under-way:files', 'half-written files', state.underWay)]),
    group(
      'removed-logs',
      state.removedLogs.map(({ id, name, bytes }) => leaf('log', `removed-log:${id}`, name, bytes)),
    ),
    leaf('records', 'records', "the engine's records", state.records),
  ]);
}

const LABELS: Readonly<Record<string, string>> = {
  images: 'Images',
  shared: 'Shared by several images',
  containers: 'Containers',
  'removed-logs': 'Logs of removed containers',
  volumes: 'Volumes',
  leftovers: 'Leftovers',
  'under-way': 'Downloads under way',
};

function group(id: string, children: readonly DiskNode[]): DiskNode {
  return branch('group', id, LABELS[id] ?? id, children);
}

function imageNode(image: ImageOnDisk, own: readonly DiskNode[]): DiskNode {
  return branch('image', `image:${image.id}`, image.names[0] ?? shortId(image.id), own);
}

function containerNode(container: ContainerOnDisk, layers: readonly DiskNode[]): DiskNode {
  const { id, name, writable, log, files } = container;
  return branch('container', `container:${id}`, name, [
    leaf('writable', `writable:${id}`, 'writable layer', writable),
    leaf('log', `log:${id}`, 'log', log),
    leaf('records', `files:${id}`, 'records', files),
    ...layers,
  ]);
}

function branch(kind: DiskNodeKind, id: string, label: string, children: readonly DiskNode[]): DiskNode {
  const shown = children.filter(({ bytes }) => bytes > 0).toSorted((a, b) => b.bytes - a.bytes);
  return { kind, id, label, children: shown, bytes: shown.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function leaf(kind: DiskNodeKind, id: string, label: string, bytes: number): DiskNode {
  return { kind, id, label, bytes, children: [] };
}
