import { mkdir, readdir, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, fault, messageOf } from '../../base/errors.ts';
import type { Undo } from '../../base/undo.ts';
import { diskFault, makeFolder } from '../../disk/atomic-write.ts';
import { openInside } from '../../disk/open-inside.ts';
import { bindExactly, mount, mountsBelow, unmount } from '../../process/mount.ts';
import type { OciMount } from '../../runtime/spec/oci.ts';
import type { Deps } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { imageWritable } from './image-writable.ts';
import type { BindMount, ImageMount, VolumeMount } from './mount-record.ts';
import { mountsIn, volumesIn } from './mounts-in.ts';
import { checkPropagation } from './propagation.ts';
import { readOnlyOption } from './read-only.ts';
import { checkSource } from './settle.ts';

/** Where parts of volumes and images are mounted on the host, for the length of a run. */
export function stagesOf(deps: Pick<Deps, 'execRoot'>): string {
  return join(deps.execRoot, 'mounts');
}

/** Where an image that is mounted in a container is to be found on the host while it runs. */
export function imageStage(deps: Pick<Deps, 'execRoot'>, id: string, index: number): string {
  return join(stagesOf(deps), id, String(index));
}

/**
 * Makes what a run's mounts need on the host (volumes mounted, sources made, parts of volumes and images staged), and answers
 * them for the runtime; tmpfs ones are told by `tmpfsIn`. `undo` takes it back. Throws `not-found`, `invalid`, `system`.
 */
export async function prepareMounts(deps: Deps, record: ContainerRecord, undo: Undo): Promise<OciMount[]> {
  const mounts = mountsIn(record);
  if (mounts.length === 0) return [];
  undo.add('prepare the mounts', () => releaseMounts(deps, record.id, record));
  const prepared: OciMount[] = [];
  for (const [index, one] of mounts.entries()) {
    if (one.type === 'volume') prepared.push(await prepareVolume(deps, record, one, index));
    if (one.type === 'bind') prepared.push(await prepareBind(deps, record, one));
    if (one.type === 'image') prepared.push(await prepareImage(deps, record, one, index));
  }
  return prepared;
}

/** The tmpfs among a container's mounts: destination to options. */
export function tmpfsIn(record: ContainerRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(
    mountsIn(record).flatMap((one) => {
      if (one.type !== 'tmpfs') return [];
      const words = one.options.split(',').filter(Boolean);
      // Lent read-only by --volumes-from.
      if (one.readOnly && !words.includes('ro')) words.push('ro');
      return [[one.destination, words.join(',')]];
    }),
  );
}

/** Gives back what `prepareMounts` made. Idempotent; `record` is undefined for a container that nobody knows any more. */
export async function releaseMounts(
  deps: Deps,
  id: string,
  record: ContainerRecord | undefined,
): Promise<void> {
  await takeStagesOff(join(stagesOf(deps), id));
  if (record === undefined) return;
  for (const name of volumesIn(record)) await deps.volumes.mounted.release(name, id, { container: id });
}

async function takeStagesOff(folder: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    throw error;
  }
  for (const path of await mountsBelow(folder)) await unmount(path, { lazy: true });
  // Never more than empty mount points: were something still mounted, a removal of trees would go through to people's files.
  for (const name of names) {
    const path = join(folder, name);
    await ((await stat(path)).isDirectory() ? rmdir(path) : unlink(path));
  }
  await rmdir(folder);
}

async function prepareVolume(
  deps: Deps,
  record: ContainerRecord,
  one: VolumeMount,
  index: number,
): Promise<OciMount> {
  await deps.volumes.mounted.acquire(one.name, record.id, {
    container: record.id,
    destination: one.destination,
    propagation: '',
    'read/write': String(!one.readOnly),
  });
  const data = deps.volumes.mountpoint(one.name);
  const source =
    one.subpath === undefined ? data : await stagePart(deps, record.id, index, data, one.subpath);
  return {
    destination: one.destination,
    type: 'bind',
    source,
    options: [
      'rbind',
      ...(await readOnlyOption(deps, record, one, one.subpath === undefined ? undefined : source)),
      'rprivate',
    ],
  };
}

async function prepareBind(deps: Deps, record: ContainerRecord, one: BindMount): Promise<OciMount> {
  if (one.createSource) await makeSource(one.source);
  else await checkSource(one.source);
  let { propagation } = one;
  try {
    await checkPropagation(one.source, propagation);
  } catch (error) {
    if (one.propagationAsked) throw error;
    propagation = 'rprivate';
  }
  const readOnly = await readOnlyOption(deps, record, one, one.source);
  return {
    destination: one.destination,
    type: 'bind',
    source: one.source,
    // Of one mount without those below it, the propagation has no depth either; crun would take the `r` of both for both.
    options: one.recursive
      ? ['rbind', ...readOnly, propagation]
      : ['bind', ...readOnly, propagation.replace(/^r/, '')],
  };
}

async function prepareImage(
  deps: Deps,
  record: ContainerRecord,
  one: ImageMount,
  index: number,
): Promise<OciMount> {
  const whole = await stage(deps, record.id, `${index}`, 'folder');
  await mount(await deps.layers.mountOf(imageWritable(record.id, index), whole, { bare: true }));
  const source =
    one.subpath === undefined ? whole : await stagePart(deps, record.id, index, whole, one.subpath);
  return { destination: one.destination, type: 'bind', source, options: ['rbind', 'ro', 'rprivate'] };
}

/** Mounts a part of a folder at a place where nobody can swap it. */
async function stagePart(
  deps: Deps,
  id: string,
  index: number,
  base: string,
  subpath: string,
): Promise<string> {
  const part = await openInside(base, subpath);
  try {
    const kind = (await stat(part.path)).isDirectory() ? 'folder' : 'file';
    const target = await stage(deps, id, `${index}-part`, kind);
    await bindExactly(part.path, target);
    return target;
  } finally {
    await part.close();
  }
}

async function stage(deps: Deps, id: string, name: string, kind: 'folder' | 'file'): Promise<string> {
  const folder = join(stagesOf(deps), id);
  await makeFolder(folder, 0o711);
  const path = join(folder, name);
  try {
    if (kind === 'folder') await mkdir(path, 0o755);
    else await writeFile(path, '', { flag: 'wx' });
  } catch (cause) {
    throw diskFault(`make the mount point ${path}`, cause);
  }
  return path;
}

/** `-v /missing:/x` makes an empty folder, as Docker does. */
async function makeSource(source: string): Promise<void> {
  try {
    await stat(source);
    return;
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw notMade(source, error);
  }
  try {
    await mkdir(source, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw notMade(source, error);
  }
}

function notMade(source: string, cause: unknown): Error {
  return fault('system', `error while creating mount source path '${source}': ${messageOf(cause)}`, cause);
}
