import type { Probe } from './engine-probe.ts';
import type { EngineCommand, Exit } from './engine-process.ts';

/** Sentences for a person: what happened to the engine, and what to do. */

/** Why the engine is gone. It is started again in any case, so this only has to say what was seen. */
export function lostSentence({ code, signal }: Exit, logFile: string): string {
  const seen = signal === null ? `ended with exit code ${code ?? 'unknown'}` : `was ended by ${signal}`;
  return `The engine ${seen}; it is started again. Its log is ${logFile}.`;
}

/** The same for an engine that somebody else had started. */
export const adoptedLostSentence =
  'The engine that was running here does not answer any more; Gantry starts its own.';

/** For a user who may not run an engine, with the command that starts one. */
export function needsRootSentence(command: EngineCommand, found: Probe): string {
  if (found.kind === 'absent' && found.code === 'EACCES') {
    return `An engine may be running, but this user may not open its socket ${command.socket}; start Gantry with sudo, or give yourself access to the socket.`;
  }
  const { dataRoot, execRoot, socket } = command;
  return `The engine needs root for now; start it with "sudo npm run engine -- --data-root ${dataRoot} --exec-root ${execRoot} --socket ${socket}" and this window finds it.`;
}

/** For a checkout, or a package, without the engine's program. */
export function notBuiltSentence(script: string): string {
  return `The engine is not built: there is no ${script}; run "npm run build".`;
}

/** Shown while an engine that is not Gantry's answers on our socket. */
export function otherEngineSentence(socket: string): string {
  return `Another engine that speaks the Docker API answers on ${socket}; Gantry's own extensions are missing.`;
}

/** The answer to "stop" for an engine whose process is unknown or belongs to another user. */
export function notOursSentence(socket: string): string {
  return `The engine on ${socket} was not started by this user's Gantry; stop it where it was started.`;
}
