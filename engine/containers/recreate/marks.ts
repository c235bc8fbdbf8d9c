import type { Id } from '../../base/ids.ts';
import type { ContainerRecord } from '../record.ts';
import type { Entry } from '../store.ts';

/**
 * The journal of an edit, in the record of the container that is replaced. Each phase is one durable write, so an engine that was
 * killed at any moment knows what to do: `changing` and `returning` are taken back to the one before, `kept` stays.
 */
export interface SetAside {
  /** The container in its place. */
  readonly by: Id;
  /** The name it had, and has again when it returns. */
  readonly name: string;
  /** It is to run when it returns. */
  readonly ran: boolean;
  readonly phase: 'changing' | 'kept' | 'returning';
  /** RFC 3339. */
  readonly at: string;
  /** Of Compose; it does not carry them while it is kept. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** In the record of the container that comes. */
export interface Replaces {
  readonly id: Id;
  /** False until it has its name: one that is not even named in the other's journal was left by a crash. */
  readonly named: boolean;
}

/** What is asked of the store: containers by id. */
interface Look {
  peek(id: string): Entry | undefined;
}

/** Neither the engine's start nor a restart policy may start it: an edit decides whether it runs. */
export function isHeldBack(store: Look, { id, setAside, replaces }: ContainerRecord): boolean {
  if (setAside !== undefined) return true;
  const before = replaces === undefined ? undefined : store.peek(replaces.id)?.record.setAside;
  return before !== undefined && before.by === id && before.phase !== 'kept';
}

/** True for one that goes away with the end of its run, unless an edit keeps it. */
export function goesAtItsEnd({ hostConfig, setAside }: ContainerRecord): boolean {
  return hostConfig.AutoRemove === true && setAside === undefined;
}

/** The edit that a container is part of: the one before and its journal. */
export function editAround(
  store: Look,
  { record }: Entry,
): { readonly before: ContainerRecord; readonly setAside: SetAside } | undefined {
  if (record.setAside !== undefined) return { before: record, setAside: record.setAside };
  const before = record.replaces === undefined ? undefined : store.peek(record.replaces.id)?.record;
  if (before?.setAside === undefined || before.setAside.by !== record.id) return undefined;
  return { before, setAside: before.setAside };
}
