import { writeBundle } from '../../runtime/bundle.ts';
import { buildSpec } from '../../runtime/spec/build-spec.ts';
import type { Deps } from '../deps.ts';
import { writeEtcFiles } from '../files/etc-files.ts';
import { parseNetworkMode } from '../network-mode.ts';
import type { ContainerRecord } from '../record.ts';
import { specInputOf } from './spec-input-of.ts';

/** Writes the bundle of a container whose root is mounted: its /etc files and its config.json. */
export async function writeContainerBundle(
  deps: Deps,
  record: ContainerRecord,
  bundle: string,
  rootfs: string,
): Promise<void> {
  const onHost = parseNetworkMode(record.hostConfig.NetworkMode).kind === 'host';
  const etc = await writeEtcFiles(deps.store.folder(record.id), record.config, record.hostConfig, onHost);
  const input = await specInputOf(deps, record, rootfs, etc);
  await writeBundle(bundle, buildSpec(input, deps.host));
}
