/** Logs of containers that were removed: they are kept until newer ones need their room. */

/** One of them. */
export interface RemovedLog {
  /** Of the container that was removed. */
  readonly id: string;
  readonly name: string;
  /** The image reference that it was made from. */
  readonly image: string;
  /** Its Compose project, if it had one. */
  readonly project: string | null;
  /** RFC 3339, as `removed`. */
  readonly created: string;
  readonly removed: string;
  /** It had a terminal, so its lines come raw and not in frames. */
  readonly tty: boolean;
  readonly bytes: number;
}

/** Answer of `GET /gantry/removed-logs`. */
export interface RemovedLogs {
  /** Bytes of all of them, and how many there may be: the oldest go first. */
  readonly bytes: number;
  readonly limit: number;
  /** The last removed first. */
  readonly logs: readonly RemovedLog[];
}

/** Answer of `DELETE /gantry/removed-logs` and `DELETE /gantry/removed-logs/{id}`. */
export interface RemovedLogsDeleted {
  readonly deleted: number;
  readonly freed: number;
}
