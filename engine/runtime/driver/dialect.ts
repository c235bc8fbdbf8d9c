import type { RuntimeName } from '../runtime.ts';
import { crunDialect } from './crun.ts';
import { runcDialect } from './runc.ts';

/** What differs between runtimes: how they write down a container, and how they word a failure. */
export interface Dialect {
  readonly name: RuntimeName;
  /** The file in `<root>/<id>/` that exists from creation until `delete`. */
  readonly recordFile: string;
  /** What a container that waits for its start does at START_FIFO: its other side is all that the program's own `start` does. */
  readonly waits: StartWait;
  /** Parses that file. Throws `system` when it is not as expected. */
  parseRecord(text: string): RuntimeRecord;
  /** Puts a failure to execute a command into runc's words; what it does not know comes back unchanged. */
  wording(message: string, command: string): string;
}

/** What a runtime wrote down about a container when it created it. */
export interface RuntimeRecord {
  readonly pid: number;
  /** Clock ticks after boot, as /proc/PID/stat has it. */
  readonly startTime: number;
  /** Below each hierarchy's mount. */
  readonly cgroupsPath: string;
}

/** runc's waits until somebody reads its byte, crun's until somebody writes one. */
export type StartWait = 'writes' | 'reads';

/** A fifo in `<root>/<id>/` that both runtimes keep from `create` to `start`. */
export const START_FIFO = 'exec.fifo';

/** The dialect of a runtime. */
export function dialectOf(name: RuntimeName): Dialect {
  return name === 'crun' ? crunDialect : runcDialect;
}
