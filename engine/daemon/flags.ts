import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fault, messageOf } from '../base/errors.ts';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where an instance keeps everything. */
export interface Roots {
  /** What lasts: images, layers, containers. */
  readonly dataRoot: string;
  /** What is gone after a reboot anyway: bundles, exit files, mounts, runtime records. */
  readonly execRoot: string;
}

/** What the process was asked to do. */
export type Command =
  | ({
      readonly kind: 'serve';
      readonly socket: string;
      readonly logLevel: LogLevel;
      /** Bytes of logs of removed containers that are kept. */
      readonly removedLogs: number;
      /** Bytes that the build cache may take; undefined: a tenth of the disk, at most 20 GB. */
      readonly buildCache: number | undefined;
      /** Values of `--registry-mirror` and `--insecure-registry`, as written. */
      readonly registries: { readonly mirrors: readonly string[]; readonly insecure: readonly string[] };
    } & Roots)
  | ({ readonly kind: 'reset'; readonly yes: boolean } & Roots)
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

const USUAL_REMOVED_LOGS_MB = 256;

/** What `--help` prints. */
export const HELP = `Usage: gantryd [options]
       gantryd reset [--data-root DIR] [--exec-root DIR] [--yes]

Runs the Gantry engine in the foreground. It prints "listening on unix://SOCKET" when it is ready.
SIGTERM stops it; containers go on and are found again at the next start.

Options:
  --data-root DIR    images, layers and containers (/var/lib/gantry)
  --exec-root DIR    what is gone after a reboot (/run/gantry)
  --socket FILE      where the API listens (gantry.sock in the exec root)
  --log-level LEVEL  ${LOG_LEVELS.join(', ')} (info); the log goes to stderr as JSON lines
  --removed-logs MB  so many megabytes of logs of removed containers are kept, the oldest go first (${USUAL_REMOVED_LOGS_MB}); 0 keeps none
  --build-cache MB   the build cache takes no more than so many megabytes, what was used least recently goes first
                     (a tenth of the disk, at most 20000)
  --registry-mirror URL          ask this mirror before Docker Hub; may be given several times
  --insecure-registry HOST       a HOST, HOST:PORT or CIDR that may speak plain HTTP, or TLS with any certificate;
                                 may be given several times. This machine's own addresses always may
  --version          print the version
  --help             print this

reset lists everything that the instance has on this machine. With --yes it removes it all: containers, images, mounts.
`;

/** Reads the command line. Throws `invalid` with a sentence that names the argument. */
export function parseFlags(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const execRoot = resolve(values['exec-root'] ?? '/run/gantry');
  const roots = { dataRoot: resolve(values['data-root'] ?? '/var/lib/gantry'), execRoot };
  const [command, ...more] = positionals;
  if (more.length > 0 || (command !== undefined && command !== 'reset')) {
    throw fault('invalid', `unknown command "${positionals.join(' ')}"; try --help`);
  }
  if (command === 'reset') return { kind: 'reset', ...roots, yes: values.yes === true };
  if (values.yes === true) throw fault('invalid', '--yes goes with reset only');
  const socket = resolve(values.socket ?? `${execRoot}/gantry.sock`);
  return {
    kind: 'serve',
    ...roots,
    socket,
    logLevel: logLevelOf(values['log-level'] ?? 'info'),
    removedLogs: megabytesOf('--removed-logs', values['removed-logs'] ?? String(USUAL_REMOVED_LOGS_MB)),
    buildCache:
      values['build-cache'] === undefined ? undefined : megabytesOf('--build-cache', values['build-cache']),
    registries: { mirrors: values['registry-mirror'] ?? [], insecure: values['insecure-registry'] ?? [] },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'data-root': { type: 'string' },
        'exec-root': { type: 'string' },
        socket: { type: 'string' },
        'log-level': { type: 'string' },
        'removed-logs': { type: 'string' },
        'build-cache': { type: 'string' },
        'registry-mirror': { type: 'string', multiple: true },
        'insecure-registry': { type: 'string', multiple: true },
        yes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    throw fault('invalid', messageOf(error), error);
  }
}

function logLevelOf(text: string): LogLevel {
  for (const level of LOG_LEVELS) if (level === text) return level;
  throw fault('invalid', `unknown log level "${text}"; choose one of ${LOG_LEVELS.join(', ')}`);
}

function megabytesOf(flag: string, text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw fault('invalid', `${flag} takes a whole number of megabytes, not "${text}"`);
  return Number(text) * 1_000_000;
}
