import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DesktopError, messageOf } from './desktop-error.ts';
import { socketOfHostUrl } from './hosts/remote.ts';

/** What the desktop was started with. */
export interface DesktopOptions {
  /** The browser shell's port; 0 for any. */
  readonly port: number;
  readonly dataRoot: string;
  readonly execRoot: string;
  readonly socket: string;
  /** True: `socket` belongs to an engine that is only reached, never started (`--host`, `GANTRY_HOST`). */
  readonly isRemote: boolean;
  readonly configDir: string;
  /** Where the engine's log goes. */
  readonly stateDir: string;
}

const FLAGS = {
  port: { type: 'string' },
  'data-root': { type: 'string' },
  'exec-root': { type: 'string' },
  socket: { type: 'string' },
  host: { type: 'string' },
  'config-dir': { type: 'string' },
} as const;

/** Reads flags and environment. Throws a sentence for a flag that does not exist or a value that makes no sense. */
export function desktopOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): DesktopOptions {
  const values = flagsOf(args);
  const host = values.host ?? nonEmpty(env['GANTRY_HOST']);
  if (host !== undefined && values.socket !== undefined)
    throw new DesktopError(
      400,
      'Give either --socket (an engine that Gantry runs) or --host (one that runs already).',
    );
  const execRoot = resolve(values['exec-root'] ?? '/run/gantry');
  const given = values['config-dir'] === undefined ? undefined : resolve(values['config-dir']);
  return {
    port: portOf(values.port ?? '0'),
    dataRoot: resolve(values['data-root'] ?? '/var/lib/gantry'),
    execRoot,
    socket:
      host === undefined ? resolve(values.socket ?? join(execRoot, 'gantry.sock')) : socketOfHostUrl(host),
    isRemote: host !== undefined,
    configDir: given ?? join(nonEmpty(env['XDG_CONFIG_HOME']) ?? join(homedir(), '.config'), 'gantry'),
    stateDir: given ?? join(nonEmpty(env['XDG_STATE_HOME']) ?? join(homedir(), '.local/state'), 'gantry'),
  };
}

/** Only the arguments that are flags of ours, with their values: Electron's command line holds Chromium's as well. */
export function knownFlags(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, index) => {
    const name = /^--([a-z-]+)/.exec(arg)?.[1];
    if (name === undefined || !Object.hasOwn(FLAGS, name)) return [];
    const next = args[index + 1];
    return arg.includes('=') || next === undefined ? [arg] : [arg, next];
  });
}

function flagsOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new DesktopError(400, messageOf(error), { cause: error });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new DesktopError(400, `"${text}" is no port; give a number from 1 to 65535, or 0 for any.`);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
