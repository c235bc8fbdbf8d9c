import { messageOf } from '../base/errors.ts';
import { runErrand } from './errands.ts';
import { ProgramError, run } from './run.ts';

/**
 * Runs commands of iproute2 in one go, in our network namespace or in that at `namespace` (a path). The first that fails ends
 * it and is told, unless `force`: then all are tried and failures are nothing. Throws `ProgramError`.
 */
export async function ipBatch(
  commands: readonly string[],
  options: { readonly force?: boolean; readonly namespace?: string } = {},
): Promise<void> {
  if (commands.length === 0) return;
  const words = [...(options.force === true ? ['-force'] : []), '-batch', '-'];
  const input = `${commands.join('\n')}\n`;
  const within = options.namespace;
  const [program, args] =
    within === undefined ? ['ip', words] : ['nsenter', [`--net=${within}`, 'ip', ...words]];
  const successExitCodes = options.force === true ? [0, 1, 2, 255] : [0];
  await runErrand({ program, args, input, successExitCodes });
}

/** Asks iproute2 and answers its JSON, which the caller has to check. Throws `ProgramError`. */
export async function ipJson(args: readonly string[]): Promise<unknown> {
  const { stdout } = await run('ip', ['-json', ...args], { timeoutMs: 20_000 });
  return stdout.trim() === '' ? [] : (JSON.parse(stdout) as unknown);
}

/** What iproute2 or the kernel says was wrong, without the program's own preamble. */
export function ipComplaint(error: unknown): string {
  const text = error instanceof ProgramError ? error.stderr : messageOf(error);
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Command failed'));
  return (lines[0] ?? messageOf(error)).replace(
    /^(RTNETLINK answers|Error|Error talking to the kernel): /,
    '',
  );
}
