import type { ContainerConfig } from '../api/types/container.ts';
import { fault } from '../base/errors.ts';

/** The configuration with the lines of `docker import --change` and `docker commit --change` applied. */
export function changedConfig(config: ContainerConfig, changes: readonly string[]): ContainerConfig {
  return changes.reduce(applyChange, config);
}

function applyChange(_config: ContainerConfig, line: string): ContainerConfig {
  throw fault('invalid', `${line} is not a valid change command`);
}
