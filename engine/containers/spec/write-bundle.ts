import { writeBundle } from '../../runtime/bundle.ts';
import { buildSpec } from '../../runtime/spec/build-spec.ts';
import type { OciMount } from '../../runtime/spec/oci.ts';
import { bundleOf, type Deps, rootfsOf } from '../deps.ts';
import { settleDestinations } from '../mounts/destinations.ts';
import type { ContainerRecord } from '../record.ts';
import { specInputOf } from './spec-input-of.ts';

/** Writes config.json into the bundle of a container whose root is mounted. `mounts` are those of its /etc files, and its own; `networkPath` is its own network namespace, made already. */
export async function writeContainerBundle(
  deps: Deps,
  record: ContainerRecord,
  mounts: readonly OciMount[],
  networkPath: string | undefined,
): Promise<void> {
  const rootfs = rootfsOf(deps, record.id);
  const input = await specInputOf(deps, record, rootfs, mounts, networkPath);
  const settled = await settleDestinations(input, rootfs);
  await writeBundle(bundleOf(deps, record.id), buildSpec(settled, deps.host));
}
