import type { CommitOptions } from '../api/backends.ts';
import type { ContainerConfig } from '../api/types/container.ts';
import { fault } from '../base/errors.ts';
import { chooseRuntime } from './choose-runtime.ts';
import type { Deps } from './deps.ts';
import { tell } from './events.ts';
import { mergeConfig } from './request/merge-config.ts';

/**
 * Makes an image of a container: its image's layers and, on top, what it changed. A running container is frozen meanwhile,
 * unless told otherwise. Throws `not-implemented` for `changes`, which come with the builder.
 */
export async function commitContainer(
  deps: Deps,
  id: string,
  options: CommitOptions,
): Promise<{ readonly Id: string }> {
  if (options.changes.length > 0) {
    throw fault(
      'not-implemented',
      'commit --change is not supported: this version of the engine reads no Dockerfile lines yet',
    );
  }
  const { record, stored } = deps.store.get(id);
  const freeze = options.pause && stored.state.status === 'running';
  const runtime = chooseRuntime(deps.runtimes, record.hostConfig.Runtime);
  const parent = await deps.images.resolve(record.image);
  if (freeze) await runtime.pause(id);
  try {
    const image = await deps.images.createImage({
      parent,
      layer: await deps.layers.diffTar(id),
      config: committedConfig(record.config, options.config),
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
    if (freeze) await runtime.resume(id);
  }
}

/** What a container was told that an image can say; its own id, terminal and streams stay behind. */
function committedConfig(own: ContainerConfig, asked: ContainerConfig | undefined): ContainerConfig {
  const {
    Hostname,
    Domainname,
    AttachStdin,
    AttachStdout,
    AttachStderr,
    Tty,
    OpenStdin,
    StdinOnce,
    Image,
    ...config
  } = mergeConfig(own, asked ?? {});
  return config;
}
