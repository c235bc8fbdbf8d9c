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

/** How a plan differs from the one that the same choice gives now; empty when it still holds. */
export function changesSince(plan: DiskPlan, now: DiskPlan): DiskPlanChange[] {
  const keyOf = ({ kind, id }: DiskDeletion) => `${kind} ${id}`;
  const [before, after] = [plan, now].map(
    ({ deletions }) => new Map(deletions.map((one) => [keyOf(one), one])),
  );
  const changes: DiskPlanChange[] = [];
  for (const { kind, id, label, bytes } of plan.deletions) {
    const still = after?.get(`${kind} ${id}`);
    if (still === undefined) changes.push({ kind, id, label, what: 'gone' });
    else if (still.bytes !== bytes) changes.push({ kind, id, label, what: 'bytes' });
  }
  for (const { kind, id, label } of now.deletions) {
    if (before?.has(`${kind} ${id}`) !== true) changes.push({ kind, id, label, what: 'new' });
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
  const attempt = async (ids: readonly string[], work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      for (const id of ids) errors.set(id, messageOf(error));
    }
  };
  const idsOf = (kind: DiskDeletion['kind']) =>
    plan.deletions.filter((one) => one.kind === kind).map(({ id }) => id);
  for (const id of idsOf('container')) await attempt([id], () => removers.removeContainer(id));
  for (const id of idsOf('removed-log')) await attempt([id], () => removers.removeLog(id));
  for (const id of idsOf('volume')) await attempt([id], () => removers.removeVolume(id));
  for (const id of idsOf('leftover')) await attempt([id], () => removers.layers.removeWritable(id));
  const [images, chains, blobs] = (['image', 'layer', 'blob'] as const).map(idsOf) as Digest[][];
  const what = { images: images ?? [], chains: chains ?? [], blobs: blobs ?? [] };
  await attempt([...what.images, ...what.chains, ...what.blobs, ...idsOf('name')], () =>
    removers.images.removeExactly(what),
  );
  await removers.layers.freed();
  const there = partsIn(await stateAfter());
  return plan.deletions.map((deletion) => {
    const isThere = there.has(`${deletion.kind} ${deletion.id}`);
    const error = isThere ? (errors.get(deletion.id) ?? 'something needs it again') : null;
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
