import { StartFault } from '../start-fault.ts';
import type { Dialect } from './dialect.ts';

/** What was being done when the runtime refused. */
export type StartStep = 'create' | 'exec';

/**
 * Docker's words and exit code for a runtime's refusal. This is the only place that looks into a runtime's text; callers
 * get a `StartFault` and never compare.
 *
 * @param said what the runtime printed; of several lines the last one counts
 * @param command the first argument of the process, for runtimes that do not repeat it
 */
export function startFault(dialect: Dialect, step: StartStep, said: string, command: string): StartFault {
  const last = said.trim().split('\n').at(-1) ?? '';
  const words = dialect.wording(last, command);
  const whole =
    step === 'exec'
      ? `OCI runtime exec failed: ${prefixed(words, last, 'exec failed')}: unknown`
      : 'failed to create task for container: failed to create shim task: OCI runtime create failed: ' +
        `${prefixed(words, last, 'runc create failed')}: unknown`;
  const cause = new Error(`${dialect.name} said: ${said.trim()}`);
  if (/not a directory/i.test(words)) {
    const hint =
      'Are you trying to mount a directory onto a file (or vice-versa)? ' +
      'Check if the specified host path exists and is the expected type';
    return new StartFault(126, `${whole}: ${hint}`, { cause });
  }
  return new StartFault(exitCodeOf(words), whole, { cause });
}

/** runc begins with these words by itself; a translated failure gets them. */
function prefixed(words: string, original: string, prefix: string): string {
  return words === original ? words : `${prefix}: ${words}`;
}

function exitCodeOf(words: string): 126 | 127 | 128 {
  if (/permission denied|is a directory/i.test(words)) return 126;
  if (/executable file not found|no such file or directory/i.test(words)) return 127;
  return 128;
}
