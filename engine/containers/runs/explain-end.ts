import { constants } from 'node:os';
import type { EndExplanation, EndRequest, PastRun } from '../../api/types/runs.ts';

const KILL = 9;
/** The code of a process that a signal ended is this plus the signal. */
const SIGNAL_BASE = 128;
/** A program that handles a signal ends within so long of it. */
const SOON_MS = 10_000;
/** What is said of an end that nobody saw. */
const LOST = 255;

/** Signals by which a program dies of its own fault. */
const CRASHES: Readonly<Record<number, string>> = {
  4: 'it ran an instruction that this processor does not have',
  6: 'it gave up by itself (abort), mostly after a check of its own failed',
  7: 'it read or wrote memory in a way that the machine does not allow',
  8: 'it divided by zero, or the like',
  11: 'it read or wrote memory that was not its own (segmentation fault)',
};

/** Why a run ended, from its facts alone. */
export function explainEnd(run: PastRun): EndExplanation {
  if (run.error !== '' && run.startedAt === '') return notStarted(run);
  if (run.oomKilled) return outOfMemory(run);
  if (run.request !== undefined && endedBy(run, run.request)) return asked(run, run.request);
  if (run.exitCode === 0) {
    return explanation(run, 'finished', 'It finished by itself, with success.', [], []);
  }
  if (run.exitCode === LOST) return lost(run);
  const signal = run.exitCode - SIGNAL_BASE;
  return signalName(signal) === undefined ? failed(run) : signalled(run, signal);
}

/** A signal need not end a program: only what came by it, or soon after it, is laid to it. */
function endedBy(run: PastRun, { operation, signal, at }: EndRequest): boolean {
  if (operation !== 'kill' || run.exitCode === SIGNAL_BASE + signal) return true;
  return Date.parse(run.finishedAt) - Date.parse(at) < SOON_MS;
}

function notStarted(run: PastRun): EndExplanation {
  const headline =
    run.exitCode === 127
      ? 'It was not started: its command is not in the image.'
      : run.exitCode === 126
        ? 'It was not started: its command cannot be executed.'
        : 'It was not started.';
  const advice =
    run.exitCode === 127
      ? ['Look for the program in the image’s files, or give another command.']
      : run.exitCode === 126
        ? ['The file must be a program for this machine, and executable for the user that runs it.']
        : [];
  return explanation(run, 'not-started', headline, [run.error], advice);
}

function outOfMemory(run: PastRun): EndExplanation {
  const { limit, oomKills = 1 } = run.memory ?? {};
  const processes = oomKills > 1 ? `${oomKills} of its processes` : 'a process of it';
  return explanation(
    run,
    'out-of-memory',
    limit === undefined
      ? `The machine ran out of memory, and the kernel killed ${processes}.`
      : `It needed more than the ${bytes(limit)} of memory that it is allowed, and the kernel killed ${processes}.`,
    [],
    [
      limit === undefined
        ? 'Give the machine more memory, or limit what other containers may use.'
        : 'Raise the limit (docker update --memory), or find out what needs so much.',
    ],
  );
}

function asked(run: PastRun, request: EndRequest): EndExplanation {
  const who = clientName(request.client);
  const verb = { stop: 'stopped', restart: 'restarted', kill: 'killed' }[request.operation];
  const sent = `It was sent ${signalName(request.signal) ?? `signal ${request.signal}`}.`;
  if (request.killedAfter !== undefined) {
    return explanation(
      run,
      'killed',
      `It was ${verb} by ${who}, but did not end by itself within ${request.killedAfter} ${request.killedAfter === 1 ? 'second' : 'seconds'} and was killed.`,
      [sent],
      [
        'A program that runs as process 1 gets no signal that it does not handle: handle SIGTERM, start it with "exec", or run the container with an init (--init).',
      ],
    );
  }
  const kind = request.signal === KILL ? 'killed' : 'stopped';
  const how =
    run.exitCode === 0
      ? ' and ended in good order'
      : run.exitCode === SIGNAL_BASE + request.signal
        ? ''
        : ` and ended with exit code ${run.exitCode}`;
  return explanation(run, kind, `It was ${verb} by ${who}${how}.`, [sent], []);
}

function lost(run: PastRun): EndExplanation {
  return explanation(
    run,
    'lost',
    'Nobody saw how it ended: the machine went down, or its monitor was killed.',
    ['The exit code 255 stands for "unknown".'],
    [],
  );
}

function signalled(run: PastRun, signal: number): EndExplanation {
  const name = signalName(signal) ?? '';
  const crash = CRASHES[signal];
  if (crash !== undefined) {
    return explanation(
      run,
      'crashed',
      `It crashed with ${name}: ${crash}.`,
      [],
      ['Look at what it printed last; a core dump or a debugger shows the place.'],
    );
  }
  return explanation(
    run,
    'killed',
    `It was ended by ${name}, and no client of this engine had asked for that.`,
    [`Its exit code is ${run.exitCode} (128 + ${signal}).`],
    signal === KILL
      ? [
          'A program on this machine killed it, or the kernel did since the whole machine was short of memory (see dmesg).',
        ]
      : ['The program may have sent the signal to itself, or another one on this machine did.'],
  );
}

function failed(run: PastRun): EndExplanation {
  const words =
    run.exitCode === 127
      ? 'It ended with exit code 127: a shell in it did not find a command.'
      : run.exitCode === 126
        ? 'It ended with exit code 126: a shell in it could not execute a command.'
        : `It ended by itself with exit code ${run.exitCode}, which means failure.`;
  return explanation(
    run,
    'failed',
    words,
    [],
    run.lastLines.length > 0 ? ['Look at what it printed last.'] : [],
  );
}

function explanation(
  run: PastRun,
  kind: EndExplanation['kind'],
  headline: string,
  details: readonly string[],
  advice: readonly string[],
): EndExplanation {
  const { peak, limit } = run.memory ?? {};
  return {
    kind,
    headline,
    details: [
      ...details,
      ...(run.health === 'unhealthy' ? ['It was unhealthy at that time.'] : []),
      ...(peak === undefined
        ? []
        : [
            `It used at most ${bytes(peak)} of memory${limit === undefined ? '' : `, of ${bytes(limit)} allowed`}.`,
          ]),
      ...(run.restarted ? ['Its restart policy started it again.'] : []),
    ],
    advice,
  };
}

/** The name of a signal that ends processes; undefined for numbers that are none. */
function signalName(signal: number): string | undefined {
  if (signal >= 34 && signal <= 64) return signal === 34 ? 'SIGRTMIN' : `SIGRTMIN+${signal - 34}`;
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0];
}

/** Who that is, from its `User-Agent`. */
function clientName(agent: string): string {
  const docker = /^Docker-Client\/([\w.+-]+)/.exec(agent);
  if (docker !== null) return `the docker command (${docker[1]})`;
  if (agent.startsWith('Gantry')) return 'Gantry’s window';
  return agent === '' ? 'a client' : `a client (${agent.slice(0, 80)})`;
}

function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(count, 1)) / 10), units.length - 1);
  const value = count / 1024 ** power;
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
