import type { LogEntry } from '../../base/stdio.ts';
import type { RemovedLogs, RemovedLogsDeleted } from '../types/removed-log.ts';
import type { LogOptions } from './containers.ts';

/** What `/gantry/removed-logs` needs; `types/removed-log.ts` says what the answers mean. */
export interface RemovedLogBackend {
  list(): RemovedLogs;
  /** As `ContainerBackend.logs`, by the whole id. Nothing comes any more, so `follow` ends where the log does. Throws `not-found`. */
  read(
    id: string,
    options: LogOptions,
    signal: AbortSignal,
  ): { readonly tty: boolean; readonly entries: AsyncIterable<readonly LogEntry[]> };
  /** Deletes one log, or all. Throws `not-found`. */
  delete(id?: string): Promise<RemovedLogsDeleted>;
}
