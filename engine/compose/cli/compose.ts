import { errnoOf, messageOf } from '../../base/errors.ts';
import { runDown, runEach, runImages, runLifecycle, runScale, runUp, showPlan } from './change.ts';
import { runCopy, runExec, runOnce } from './interact.ts';
import * as look from './look.ts';
import { type CommandName, readArguments, usage } from './options.ts';
import { openSession, type Session } from './session.ts';

/** What stands behind each command of the command line. */
const COMMANDS: Readonly<Record<CommandName, (session: Session) => Promise<void>>> = {
  plan: showPlan,
  up: runUp,
  down: runDown,
  start: (session) => runLifecycle(session, 'start'),
  stop: (session) => runLifecycle(session, 'stop'),
  restart: (session) => runLifecycle(session, 'restart'),
  scale: runScale,
  pause: (session) => runEach(session, 'pause'),
  unpause: (session) => runEach(session, 'unpause'),
  kill: (session) => runEach(session, 'kill'),
  rm: (session) => runEach(session, 'rm'),
  ps: look.showContainers,
  ls: look.showProjects,
  logs: look.showLogs,
  config: look.showConfig,
  exec: runExec,
  run: runOnce,
  top: look.showTop,
  port: look.showPort,
  events: look.showEvents,
  wait: look.awaitEnd,
  cp: runCopy,
  build: (session) => runImages(session, 'build'),
  pull: (session) => runImages(session, 'pull'),
  push: (session) => runImages(session, 'push'),
  watch: look.runWatch,
};

// Whoever read what we print has enough.
process.stdout.on('error', (error) => {
  if (errnoOf(error) === 'EPIPE') process.exit(0);
  throw error;
});

const stop = new AbortController();
// The second Ctrl-C ends it as it ends everything.
process.once('SIGINT', () => stop.abort());

try {
  const found = readArguments(process.argv.slice(2));
  if (found === undefined) process.stdout.write(usage());
  else {
    const session = openSession(found, stop.signal);
    await COMMANDS[found.command](session);
    session.client.close();
  }
} catch (error) {
  if (errnoOf(error) === 'EPIPE') process.exit(0);
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
