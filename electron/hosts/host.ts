import type { Duplex } from 'node:stream';
import type { HostStatus } from '../desktop-api/types.ts';

/**
 * Where the engine runs. A host does four things: start it, stop it, say how it stands, and give a connection to its
 * socket. Nothing outside this folder knows which kind of host it has.
 *
 * A host never gives up by itself: while it is meant to run, a lost engine is tried again until `stop` or `close`.
 */
export interface Host {
  status(): HostStatus;

  /** Calls `listener` after each change of `status()`, never at once. Answers the undo. */
  subscribe(listener: (status: HostStatus) => void): () => void;

  /** Resolves when the engine runs, or when the first try has failed (the status says why; tries go on). Idempotent. */
  start(): Promise<HostStatus>;

  /** Resolves when the engine has ended. Containers go on. Throws a `DesktopError` where it is not ours to stop. */
  stop(): Promise<HostStatus>;

  /** A new connection to the engine. Like `net.connect` it fails by an `error` event, not by throwing. */
  connect(): Duplex;

  /** Ends supervision for good; the engine itself ends only when asked, and only if this host started it. */
  close(options: { readonly stopEngine: boolean }): Promise<void>;
}
