import type { DiskPlanRequest } from '../api/types/disk.ts';
import { shortId } from '../base/ids.ts';
import type { ContainerOnDisk, DiskState } from './disk-state.ts';
import { unneededParts } from './users.ts';

export type Choice = DiskPlanRequest['choose'][number];

/** Why something cannot go, in a sentence. */
export interface Block {
  readonly label: string;
  readonly why: string;
}

/** Why `choice` cannot go when `going` go too; undefined when it can. */
export function blockedBy(state: DiskState, choice: Choice, going: readonly Choice[]): Block | undefined {
  switch (choice.kind) {
    case 'container':
      return blockedContainer(state, choice.id);
    case 'image':
      return blockedImage(state, choice.id, going);
    case 'leftover':
      return blockedLeftover(state, choice.id);
    case 'removed-log':
      return state.removedLogs.some(({ id }) => id === choice.id)
        ? undefined
        : { label: shortId(choice.id), why: 'there is no such log' };
    case 'volume':
      return blockedVolume(state, choice.id, going);
    case 'build-cache':
      return { label: shortId(choice.id), why: 'there is no such thing' };
  }
}

function blockedContainer(state: DiskState, id: string): Block | undefined {
  const container = state.containers.find((one) => one.id === id);
  if (container === undefined) return { label: shortId(id), why: 'there is no such container' };
  return container.isLive ? { label: container.name, why: 'it is running; stop it first' } : undefined;
}

function blockedImage(state: DiskState, id: string, going: readonly Choice[]): Block | undefined {
  const image = state.images.find((one) => one.id === id);
  const label = image?.names[0] ?? shortId(id);
  if (image === undefined) return { label, why: 'there is no such image' };
  const goes = (kind: Choice['kind'], other: string) =>
    going.some((choice) => choice.kind === kind && choice.id === other);
  const stands = (one: ContainerOnDisk) =>
    one.image === id || (one.mounted ?? []).some((mount) => mount.image === id);
  const user = state.containers.find((one) => stands(one) && !goes('container', one.id));
  if (user !== undefined) {
    const what = user.image === id ? 'was made from it' : 'has it mounted';
    return { label, why: `the ${user.isLive ? 'running ' : ''}container "${user.name}" ${what}` };
  }
  const child = state.images.find((one) => one.parent === id && !goes('image', one.id));
  if (child !== undefined)
    return { label, why: `the image ${child.names[0] ?? shortId(child.id)} was made from it` };
  return image.isHeld ? { label, why: 'an operation that has not ended needs it' } : undefined;
}

function blockedVolume(state: DiskState, id: string, going: readonly Choice[]): Block | undefined {
  const volume = state.volumes.find((one) => one.name === id);
  if (volume === undefined) return { label: id, why: 'there is no such volume' };
  const stays = (user: string) => !going.some((choice) => choice.kind === 'container' && choice.id === user);
  const user = state.containers.find((one) => volume.users.includes(one.id) && stays(one.id));
  if (user === undefined) return undefined;
  return { label: id, why: `the ${user.isLive ? 'running ' : ''}container "${user.name}" uses it` };
}

function blockedLeftover(state: DiskState, id: string): Block | undefined {
  const { chains, blobs } = unneededParts(state);
  const isThere =
    [...chains, ...blobs].some((part) => part === id) || state.strays.some((stray) => stray.id === id);
  return isThere ? undefined : { label: shortId(id), why: 'it is not there, or something needs it' };
}
