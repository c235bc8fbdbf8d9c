import { createHash } from 'node:crypto';
import type { DiskDeletion, DiskPlan, DiskPlanRequest } from '../api/types/disk.ts';
import type { Digest } from '../base/digest.ts';
import { shortId } from '../base/ids.ts';
import { blockedBy, type Choice } from './blocked.ts';
import { bytesOfContainer, chainsDown, type DiskState, type ImageOnDisk } from './disk-state.ts';
import { unneededParts, withNothingOnTop } from './users.ts';

/**
 * What goes when these are chosen, and what it frees: containers first, then logs of removed ones, volumes, images with their
 * names, the layers that nobody needs any more from the top, blobs, leftovers. A pure function, so the same state and choice
 * always give the same plan.
 */
export function planOf(state: DiskState, choose: DiskPlanRequest['choose']): DiskPlan {
  const { going, refused } = sortOut(state, choose);
  // A volume may have any name, a digest's too, and the log of a removed container has the id of that.
  const chosen = (...kinds: readonly Choice['kind'][]) =>
    new Set(going.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id));
  const volumes = chosen('volume');
  const removedLogs = chosen('removed-log');
  const ids = chosen('image', 'container', 'leftover');
  const images = childrenFirst(state.images.filter(({ id }) => ids.has(id)));
  const containers = state.containers.filter(({ id }) => ids.has(id));
  const after: DiskState = {
    ...state,
    images: state.images.filter(({ id }) => !ids.has(id)),
    containers: state.containers.filter(({ id }) => !ids.has(id)),
    volumes: state.volumes.filter(({ name }) => !volumes.has(name)),
    strays: state.strays.filter(({ id }) => !ids.has(id)),
  };
  const leftovers = chosen('leftover');
  const because = reasons(state, images, containers, leftovers);
  const free = unneededParts(after);
  const wanted = (part: Digest) => (because.get(part) ?? []).length > 0;
  const deletions: DiskDeletion[] = [
    ...containers.map((one) => deletion('container', one.id, one.name, bytesOfContainer(one), [one.id])),
    ...state.removedLogs
      .filter(({ id }) => removedLogs.has(id))
      .map(({ id, name, bytes }) => deletion('removed-log', id, name, bytes, [id])),
    ...state.volumes
      .filter(({ name }) => volumes.has(name))
      .map(({ name, bytes }) => deletion('volume', name, name, bytes, [name])),
    ...images.flatMap(({ id, names }) => [
      ...names.map((name) => deletion('name', name, name, 0, [id])),
      deletion('image', id, names[0] ?? shortId(id), 0, [id]),
    ]),
    ...withNothingOnTop(state, free.chains.filter(wanted)).map((chain) =>
      deletion('layer', chain, shortId(chain), state.chains.get(chain)?.bytes ?? 0, because.get(chain) ?? []),
    ),
    ...free.blobs
      .filter(wanted)
      .sort()
      .map((blob) =>
        deletion('blob', blob, shortId(blob), state.blobs.get(blob) ?? 0, because.get(blob) ?? []),
      ),
    ...state.strays
      .filter(({ id }) => leftovers.has(id))
      .map(({ id, bytes }) => deletion('leftover', id, shortId(id), bytes, [id])),
  ];
  const bytes = deletions.reduce((sum, one) => sum + one.bytes, 0);
  const content = { choose: choose.map(({ kind, id }) => ({ kind, id })), deletions, refused, bytes };
  return { id: createHash('sha256').update(JSON.stringify(content)).digest('hex'), ...content };
}

/** What can go, and what cannot with the reason. What keeps one thing may be chosen as well, and then be refused itself. */
function sortOut(state: DiskState, choose: DiskPlanRequest['choose']) {
  const refused: DiskPlan['refused'][number][] = [];
  let going: readonly Choice[] = choose.filter(
    ({ kind, id }, index) => choose.findIndex((other) => other.kind === kind && other.id === id) === index,
  );
  for (;;) {
    const blocked = going.flatMap((choice) => {
      const block = blockedBy(state, choice, going);
      return block === undefined ? [] : [{ kind: choice.kind, id: choice.id, ...block }];
    });
    if (blocked.length === 0) return { going, refused };
    refused.push(...blocked);
    going = going.filter(
      (choice) => !blocked.some(({ kind, id }) => kind === choice.kind && id === choice.id),
    );
  }
}

/** Which choices bring it about that a chain or blob may go. */
function reasons(
  state: DiskState,
  images: readonly ImageOnDisk[],
  containers: DiskState['containers'],
  leftovers: ReadonlySet<string>,
): ReadonlyMap<Digest, readonly string[]> {
  const because = new Map<Digest, string[]>();
  const add = (part: Digest, choice: string) => because.set(part, [...(because.get(part) ?? []), choice]);
  for (const image of images)
    for (const part of new Set([...image.chains, ...image.blobs])) add(part, image.id);
  for (const { id, chain } of [...containers, ...state.strays.filter((stray) => leftovers.has(stray.id))]) {
    for (const part of chainsDown(state, chain)) if (!because.has(part)) add(part, id);
  }
  const already = unneededParts(state);
  for (const part of [...already.chains, ...already.blobs]) if (leftovers.has(part)) add(part, part);
  return because;
}

/** An image goes before the one that it was made from. */
function childrenFirst(images: readonly ImageOnDisk[]): ImageOnDisk[] {
  const byId = new Map(images.map((image) => [image.id, image]));
  const depth = (image: ImageOnDisk): number => {
    const parent = image.parent === undefined ? undefined : byId.get(image.parent);
    return parent === undefined ? 0 : depth(parent) + 1;
  };
  return images.toSorted((a, b) => depth(b) - depth(a) || (a.id < b.id ? -1 : 1));
}

function deletion(
  kind: DiskDeletion['kind'],
  id: string,
  label: string,
  bytes: number,
  because: readonly string[],
): DiskDeletion {
  return { kind, id, label, bytes, because };
}
