import type { ProgressMessage } from '../api/backends/progress.ts';
import type { BuildRequest } from '../api/types/build.ts';
import type { Image } from '../images/image.ts';
import type { BuilderDeps } from './builder-deps.ts';
import type { CacheSources } from './cache/cache-sources.ts';
import type { FileTree } from './files/file-tree.ts';
import type { StepJournal } from './records/step-journal.ts';
import type { CacheMounts } from './steps/cache-mounts.ts';
import type { ImageRoots } from './steps/image-roots.ts';

/** What every step of one build works with. */
export interface BuildScope {
  readonly deps: BuilderDeps;
  readonly request: BuildRequest;
  readonly signal: AbortSignal;
  readonly escape: string;
  readonly lines: readonly string[];
  readonly roots: ImageRoots;
  readonly context: FileTree;
  /** Of the stage that the step belongs to. */
  readonly journal: StepJournal;
  /** What the steps of this build made, by what decides it: stages side by side may make the same. */
  readonly made: Map<string, Image>;
  /** Images that `--cache-from` names. */
  readonly sources: CacheSources;
  /** Keeps an image from being pruned until the build ends. */
  readonly hold: (image: Image) => void;
  /** The arguments that FROM lines see, for ARGs of the same name without a value of their own. */
  readonly globals: ReadonlyMap<string, string>;
  /** Folder for mounts that live as long as the build; on the disk is `scratch`. */
  readonly folder: string;
  readonly scratch: string;
  readonly caches: CacheMounts;
  /** Seconds since the epoch for all that is made, from SOURCE_DATE_EPOCH. */
  readonly epoch: number | undefined;
  /** The files of a stage that was built, or of an image. */
  treeOf(from: string, before: number): AsyncGenerator<ProgressMessage, FileTree>;
}
