import type { DiskPlanRequest } from '../api/types/disk.ts';
import { shortId } from '../base/ids.ts';
import type { DiskState } from './disk-state.ts';
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
    case 'volume':
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
  const user = state.containers.find((one) => one.image === id && !goes('container', one.id));
  if (user !== undefined) {
    return { label, why: `the ${user.isLive ? 'running ' : ''}container "${user.name}" was made from it` };
  }
  const child = state.images.find((one) => one.parent === id && !goes('image', one.id));
  if (child !== undefined)
    return { label, why: `the image ${child.names[0] ?? shortId(child.id)} was made from it` };
  return image.isHeld ? { label, why: 'an operation that has not ended needs it' } : undefined;
}

function blockedLeftover(state: DiskState, id: string): Block | undefined {
  const { chains, blobs } = unneededParts(state);
  const isThere =
    [...chains, ...blobs].some((part) => part === id) || state.strays.some((stray) => stray.id === id);
  return isThere ? undefined : { label: shortId(id), why: 'it is not there, or something needs it' };
}
