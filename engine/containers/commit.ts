import type { CommitOptions } from '../api/backends/containers.ts';
import type { ContainerConfig } from '../api/types/container.ts';
import { changedConfig } from '../images/config-changes.ts';
import { runtimeOf } from './choose-runtime.ts';
import type { Deps } from './deps.ts';
import { tell } from './events.ts';
import { isBeingKilled, thaw } from './lifecycle/thaw.ts';
import { mergeConfig } from './request/merge-config.ts';

/**
 * Makes an image of a container: its image's layers and, on top, what it changed. A running container is frozen meanwhile,
 * unless told otherwise. Throws `invalid` for a change that is no
 * Dockerfile line.
 */
export async function commitContainer(
  deps: Deps,
  id: string,
  options: CommitOptions,
): Promise<{ readonly Id: string }> {
  const { record, stored } = deps.store.get(id);
  const freeze = options.pause && stored.state.status === 'running';
  const runtime = await runtimeOf(deps.runtimes, id, record.hostConfig.Runtime);
  const parent = await deps.images.resolve(record.image);
  if (freeze) await runtime.pause(id);
  if (isBeingKilled(deps.store.get(id).stored)) await thaw(deps, id);
  try {
    const image = await deps.images.createImage({
      parent,
      layer: await deps.layers.diffTar(id),
      config: changedConfig(committedConfig(record.config, options.config), options.changes),
      author: options.author,
      comment: options.comment,
      createdBy: record.args.join(' '),
      reference: options.reference,
    });
    tell(deps, record, 'commit', {
      comment: options.comment,
      imageID: image.id,
      ...(options.reference ? { imageRef: options.reference } : {}),
    });
    return { Id: image.id };
  } finally {
    if (freeze) await thaw(deps, id);
  }
}

/** Of a container's configuration, what is its own affair and not its image's. */
const OWN_AFFAIRS: ReadonlySet<string> = new Set<keyof ContainerConfig>([
  'Hostname',
  'Domainname',
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
  'Tty',
  'OpenStdin',
  'StdinOnce',
  'Image',
]);

function committedConfig(own: ContainerConfig, asked: ContainerConfig | undefined): ContainerConfig {
  const merged = Object.entries(mergeConfig(own, asked ?? {}));
  return Object.fromEntries(merged.filter(([key]) => !OWN_AFFAIRS.has(key)));
}
