import type { ContainerStateView } from '../../../engine/api/types/container.ts';

const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

/** What an exit code usually means, for a person; undefined when it says nothing beyond its number. */
export function exitMeaning(code: number): string | undefined {
  if (code === 0) return 'finished without an error';
  if (code === 125) return 'the engine could not run it';
  if (code === 126) return 'its command cannot be executed';
  if (code === 127) return 'its command was not found';
  const signal = SIGNALS[code - 128];
  return signal === undefined ? undefined : `ended by ${signal}`;
}

/** Why a container does not run, as one line; undefined while it runs or was never started. */
export function exitReason(state: ContainerStateView): string | undefined {
  if (state.Running || state.Status === 'created') return state.Error === '' ? undefined : state.Error;
  if (state.OOMKilled) return `Ran out of memory and was killed (exit code ${state.ExitCode})`;
  if (state.Error !== '') return state.Error;
  const meaning = exitMeaning(state.ExitCode);
  return `Exit code ${state.ExitCode}${meaning === undefined ? '' : `: ${meaning}`}`;
}
