/** What `up` is asked for beyond the file. */
export interface UpOptions {
  /** Only these and what they depend on; all when absent. */
  readonly services?: readonly string[];
  /** Leaves out what the services depend on. */
  readonly noDependencies?: boolean;
  /** How many containers a service is to have, before what the file says. */
  readonly scale?: Readonly<Record<string, number>>;
  readonly forceRecreate?: boolean;
  readonly noRecreate?: boolean;
  readonly removeOrphans?: boolean;
  /** Gives new containers new anonymous volumes. */
  readonly renewAnonymousVolumes?: boolean;
  /** Only makes the containers. */
  readonly noStart?: boolean;
  /** `missing` (unless told): images that are not here are built; `always`, `never`. */
  readonly build?: 'missing' | 'always' | 'never';
  /** Before what the services say of it. */
  readonly pull?: 'always' | 'missing' | 'never';
  /** Milliseconds since the epoch, for images that are pulled daily or weekly. */
  readonly now?: number;
  /** Only what a container of `run` needs: networks, volumes, the image; containers that are there stay. */
  readonly forRun?: boolean;
  /** Waits until all services run and are healthy. */
  readonly wait?: boolean;
}
