import { fault } from '../../base/errors.ts';
import type { Dialect, RuntimeRecord } from './dialect.ts';

/** runc 1.1 and 1.2 (libcontainer's `State` in `state.json`). */
export const runcDialect: Dialect = {
  name: 'runc',
  recordFile: 'state.json',
  waits: 'writes',
  parseRecord: (text) => {
    const state = JSON.parse(text) as RuncState;
    const record = {
      pid: state.init_process_pid,
      startTime: state.init_process_start,
      cgroupsPath: state.config?.cgroups?.path,
    };
    if (!isRecord(record)) throw fault('system', 'runc keeps its state in a form that Gantry does not know');
    return record;
  },
  wording: (message) => message,
};

/** Of the many fields of state.json, those that we read. */
interface RuncState {
  readonly init_process_pid?: number;
  readonly init_process_start?: number;
  readonly config?: { readonly cgroups?: { readonly path?: string } };
}

function isRecord(value: { readonly [K in keyof RuntimeRecord]?: unknown }): value is RuntimeRecord {
  return (
    typeof value.pid === 'number' &&
    typeof value.startTime === 'number' &&
    typeof value.cgroupsPath === 'string'
  );
}
