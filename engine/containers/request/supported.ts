import type { HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';

const SIZE_NEEDS_QUOTA = "--storage-opt is supported only for overlay over xfs with 'pquota' mount option";

/** Throws for what no container of this engine can have, in Docker's words where it has some. */
export function refuseUnsupported(host: HostConfig): void {
  for (const key of Object.keys(host.StorageOpt ?? {})) {
    if (key.toLowerCase() === 'size') throw fault('not-implemented', SIZE_NEEDS_QUOTA);
    throw fault('invalid', `unknown option ${key}`);
  }
  if (host.Isolation && host.Isolation.toLowerCase() !== 'default') {
    throw fault('invalid', `invalid isolation: "${host.Isolation}" - linux only supports 'default'`);
  }
  if ((host.IOMaximumBandwidth ?? 0) !== 0) {
    throw fault(
      'invalid',
      'Invalid QoS settings: linux does not support configuration of maximum bandwidth (IOMaximumBandwidth)',
    );
  }
  if ((host.IOMaximumIOps ?? 0) !== 0) {
    throw fault(
      'invalid',
      'Invalid QoS settings: linux does not support configuration of maximum IOPs (IOMaximumIOps)',
    );
  }
  if (host.Cgroup) {
    throw fault(
      'not-implemented',
      `HostConfig.Cgroup is not supported: share a namespace with CgroupnsMode, or name a CgroupParent`,
    );
  }
}
