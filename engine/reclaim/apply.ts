import type { DiskApplied, DiskDeletion, DiskPlan, DiskPlanChange } from '../api/types/disk.ts';
import type { Digest } from '../base/digest.ts';
import { messageOf } from '../base/errors.ts';
import type { Storekeeper } from '../images/inventory.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import type { DiskState } from './disk-state.ts';

/** Who takes things away. */
export interface Removers {
  readonly images: Pick<Storekeeper, 'removeExactly'>;
  readonly layers: Pick<LayerStore, 'removeWritable' | 'freed'>;
  /** Deletes the log of a container that is no more. */
  removeLog(id: string): Promise<unknown>;
  /** Removes a volume with its snapshots; throws `conflict` when a container uses it. */
  removeVolume(name: string): Promise<void>;
  /** Removes a stopped container with its writable layer and log; throws `conflict` when it runs. */
  removeContainer(id: string): Promise<void>;
}

/** Ids alone do not tell things apart: a volume may have the name of anything, and a removed container's log has its id. */
function keyOf({ kind, id }: Pick<DiskDeletion, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

/** How a plan differs from the one that the same choice gives now; empty when it still holds. */
export function changesSince(plan: DiskPlan, now: DiskPlan): DiskPlanChange[] {
  const [before, after] = [plan, now].map(
    ({ deletions }) => new Map(deletions.map((one) => [keyOf(one), one])),
  );
  const changes: DiskPlanChange[] = [];
  for (const { kind, id, label, bytes } of plan.deletions) {
    const still = after?.get(keyOf({ kind, id }));
    if (still === undefined) changes.push({ kind, id, label, what: 'gone' });
    else if (still.bytes !== bytes) changes.push({ kind, id, label, what: 'bytes' });
  }
  for (const { kind, id, label } of now.deletions) {
    if (before?.has(keyOf({ kind, id })) !== true) changes.push({ kind, id, label, what: 'new' });
  }
  return changes;
}

/**
 * Deletes what the plan lists. Each part is looked for afterwards: what is gone has freed the bytes that were measured just
 * before, what something needs again stays and says so.
 */
export async function carryOut(
  plan: DiskPlan,
  removers: Removers,
  stateAfter: () => Promise<DiskState>,
): Promise<DiskApplied['deletions']> {
  const errors = new Map<string, string>();
  const ofKind = (...kinds: readonly DiskDeletion['kind'][]) =>
    plan.deletions.filter(({ kind }) => kinds.includes(kind));
  const attempt = async (deletions: readonly DiskDeletion[], work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      for (const one of deletions) errors.set(keyOf(one), messageOf(error));
    }
  };
  const removeEach = async (kind: DiskDeletion['kind'], remove: (id: string) => Promise<unknown>) => {
    for (const one of ofKind(kind)) await attempt([one], () => remove(one.id));
  };
  await removeEach('container', (id) => removers.removeContainer(id));
  await removeEach('removed-log', (id) => removers.removeLog(id));
  await removeEach('volume', (name) => removers.removeVolume(name));
  await removeEach('leftover', (id) => removers.layers.removeWritable(id));
  const digests = (kind: 'image' | 'layer' | 'blob') => ofKind(kind).map(({ id }) => id as Digest);
  const what = { images: digests('image'), chains: digests('layer'), blobs: digests('blob') };
  await attempt(ofKind('image', 'layer', 'blob', 'name'), () => removers.images.removeExactly(what));
  await removers.layers.freed();
  const there = partsIn(await stateAfter());
  return plan.deletions.map((deletion) => {
    const isThere = there.has(keyOf(deletion));
    const error = isThere ? (errors.get(keyOf(deletion)) ?? 'something needs it again') : null;
    return { ...deletion, freed: isThere ? 0 : deletion.bytes, error };
  });
}

/** Everything that a plan may list, by its kind and id. */
function partsIn(state: DiskState): ReadonlySet<string> {
  return new Set([
    ...state.containers.map(({ id }) => `container ${id}`),
    ...state.removedLogs.map(({ id }) => `removed-log ${id}`),
    ...state.volumes.map(({ name }) => `volume ${name}`),
    ...state.images.map(({ id }) => `image ${id}`),
    ...state.images.flatMap(({ names }) => names.map((name) => `name ${name}`)),
    ...[...state.chains.keys()].map((chain) => `layer ${chain}`),
    ...[...state.blobs.keys()].map((blob) => `blob ${blob}`),
    ...state.strays.map(({ id }) => `leftover ${id}`),
  ]);
}
