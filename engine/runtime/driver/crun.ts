import { fault } from '../../base/errors.ts';
import type { Dialect } from './dialect.ts';

/** crun 1.8 and later (`libcrun_write_container_status` in `status`). */
export const crunDialect: Dialect = {
  name: 'crun',
  recordFile: 'status',
  waits: 'reads',
  parseRecord: (text) => {
    const status = JSON.parse(text) as CrunStatus;
    const { pid, 'process-start-time': startTime, 'cgroup-path': cgroupsPath } = status;
    if (typeof pid !== 'number' || typeof startTime !== 'number' || typeof cgroupsPath !== 'string') {
      throw fault('system', 'crun keeps its state in a form that Gantry does not know');
    }
    return { pid, startTime, cgroupsPath };
  },
  wording: (message, command) => {
    const words = `unable to start container process: exec: ${JSON.stringify(command)}`;
    if (/^executable file .* not found/.test(message)) {
      return command.includes('/')
        ? `${words}: stat ${command}: no such file or directory`
        : `${words}: executable file not found in $PATH`;
    }
    if (message.startsWith('open executable: ')) return `${words}: permission denied`;
    return message;
  },
};

/** Of the fields of the status file, those that we read. */
interface CrunStatus {
  readonly pid?: number;
  readonly 'process-start-time'?: number;
  readonly 'cgroup-path'?: string;
}
