import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf, fault, messageOf } from '../../base/errors.ts';
import type { Undo } from '../../base/undo.ts';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { imageWritable } from './image-writable.ts';
import type { BindMount, ImageMount, MountRecord, VolumeMount } from './mount-record.ts';
import { mountsIn } from './mounts-in.ts';
import { refusal } from './parse-mount.ts';
import type { BindWish, ImageWish, MountWish, VolumeWish } from './wish.ts';
import type { MountWishes } from './wishes.ts';

/**
 * Makes of the wishes of a container that is just being made what its record keeps: volumes exist and are held for it, images are
 * unpacked, sources are there. Parents come before what is mounted below them. Whoever called lets go of the volumes when the
 * record is written. Throws `invalid`, `not-found` in Docker's words.
 */
export async function settleMounts(
  deps: Deps,
  id: string,
  wishes: MountWishes,
  undo: Undo,
): Promise<readonly MountRecord[]> {
  const settled = new Map<string, MountRecord>();
  for (const { container, readOnly } of wishes.from) {
    for (const mount of mountsIn(lender(deps, container))) {
      if (mount.type === 'volume') deps.volumes.hold(mount.name, id);
      const lent = { ...mount, readOnly: mount.readOnly || readOnly };
      settled.set(mount.destination, lent.type === 'volume' ? { ...lent, copy: false } : lent);
    }
  }
  for (const wish of wishes.own) settled.set(wish.destination, await settle(deps, id, wish, undo));
  for (const wish of wishes.anonymous) {
    if (!settled.has(wish.destination)) settled.set(wish.destination, await settle(deps, id, wish, undo));
  }
  const mounts = [...settled.values()].sort((a, b) => depth(a) - depth(b));
  for (const [index, mount] of mounts.entries()) {
    if (mount.type !== 'image') continue;
    const writable = imageWritable(id, index);
    await deps.layers.createWritable(writable, mount.chain ?? undefined);
    undo.add('make the layer of an image mount', () => deps.layers.removeWritable(writable));
  }
  return mounts;
}

/** Never `not-found`, which clients take for a missing image. */
function lender(deps: Deps, container: string): ContainerRecord {
  try {
    return deps.store.find(container).record;
  } catch (error) {
    throw fault('invalid', messageOf(error), error);
  }
}

async function settle(deps: Deps, id: string, wish: MountWish, undo: Undo): Promise<MountRecord> {
  switch (wish.type) {
    case 'volume':
      return await settleVolume(deps, id, wish, undo);
    case 'bind':
      return await settleBind(deps, wish);
    case 'image':
      return await settleImage(deps, wish);
    case 'tmpfs':
      return wish;
  }
}

async function settleVolume(deps: Deps, id: string, wish: VolumeWish, undo: Undo): Promise<VolumeMount> {
  const { driver, driverOptions, labels, subpath, isInvented = false, ...rest } = wish;
  const { name, isNew } = await deps.volumes.ensure(
    { Name: wish.name, Driver: driver, DriverOpts: driverOptions, Labels: labels },
    id,
  );
  if (isNew) {
    undo.add('make a volume', async () => {
      deps.volumes.letGo(id);
      await deps.volumes.remove(name, { force: true });
    });
  }
  return {
    ...rest,
    name,
    anonymous: wish.name === '' || isInvented,
    ...(subpath === undefined ? {} : { subpath }),
  };
}

async function settleBind(deps: Deps, wish: BindWish): Promise<BindMount> {
  if (!wish.createSource) await checkSource(wish.source);
  const { propagation, ...rest } = wish;
  return {
    ...rest,
    propagation: propagation ?? (touchesOurs(deps, wish.source) ? 'rslave' : 'rprivate'),
    propagationAsked: propagation !== undefined,
  };
}

/** Throws `invalid` when the source of a `--mount` is not there. */
export async function checkSource(source: string): Promise<void> {
  try {
    await stat(source);
  } catch (cause) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(errnoOf(cause) ?? '');
    throw refusal('bind', isMissing ? `bind source path does not exist: ${source}` : String(cause));
  }
}

/**
 * True for a folder that holds our own mounts, or lies among them: a container that kept copies of those would hold back every
 * unmounting, so they follow the host's.
 */
function touchesOurs(deps: Deps, source: string): boolean {
  const holds = (outer: string, inner: string) =>
    outer === '/' || inner === outer || inner.startsWith(`${outer}/`);
  const roots = [dirname(deps.store.root), deps.execRoot];
  return roots.some((root) => holds(source, root) || holds(root, source));
}

async function settleImage(deps: Deps, wish: ImageWish): Promise<ImageMount> {
  const { subpath, ...rest } = wish;
  const image = await deps.images.resolve(wish.name);
  await deps.images.ensureUnpacked(image);
  return {
    ...rest,
    image: image.id,
    chain: image.chain ?? null,
    ...(subpath === undefined ? {} : { subpath }),
  };
}

function depth({ destination }: MountRecord): number {
  return destination.split('/').length;
}
