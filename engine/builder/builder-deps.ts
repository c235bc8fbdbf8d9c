import type { ContainerBackend } from '../api/backends/containers.ts';
import type { ImageBackend } from '../api/backends/images.ts';
import type { RegistryBackend } from '../api/backends/registry.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { EventBus } from '../events/bus.ts';
import type { Anatomist } from '../images/anatomy.ts';
import type { ImageSource } from '../images/image.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import type { BuildCache } from './cache/build-cache.ts';
import type { BuildRecords } from './records/build-records.ts';
import type { Remotes } from './remote/remotes.ts';

/** What the builder works with. */
export interface BuilderDeps {
  readonly images: ImageSource & Anatomist & Pick<ImageBackend, 'tag'>;
  readonly registry: Pick<RegistryBackend, 'pull'>;
  readonly layers: LayerStore;
  /** Each RUN is a container. */
  readonly containers: Pick<ContainerBackend, 'create' | 'attach' | 'start' | 'wait' | 'remove' | 'list'>;
  readonly cache: BuildCache;
  readonly records: BuildRecords;
  readonly remotes: Remotes;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Folder for what builds under way have on the disk, below the data root. */
  readonly contexts: string;
  /** Folder for mounts, below the exec root. */
  readonly mounts: string;
}
