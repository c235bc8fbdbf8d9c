import { type ParseArgsConfig, parseArgs } from 'node:util';
import { fault, messageOf } from '../../base/errors.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const MANY = { type: 'string', multiple: true } as const;

/** Before the command. */
const GLOBAL = {
  file: { ...MANY, short: 'f' },
  'project-name': { ...TEXT, short: 'p' },
  'project-directory': TEXT,
  profile: MANY,
  'env-file': MANY,
  host: { ...TEXT, short: 'H' },
  help: { ...FLAG, short: 'h' },
} satisfies Options;

const UP = {
  build: FLAG,
  'no-build': FLAG,
  pull: TEXT,
  'force-recreate': FLAG,
  'no-recreate': FLAG,
  'remove-orphans': FLAG,
  'no-deps': FLAG,
  'renew-anon-volumes': { ...FLAG, short: 'V' },
  scale: MANY,
} satisfies Options;
const TIMEOUT = { timeout: { ...TEXT, short: 't' } } satisfies Options;
const PROCESS = {
  user: { ...TEXT, short: 'u' },
  workdir: { ...TEXT, short: 'w' },
  env: { ...MANY, short: 'e' },
  'no-tty': { ...FLAG, short: 'T' },
} satisfies Options;
const ALL = { all: { ...FLAG, short: 'a' }, format: TEXT } satisfies Options;
const INDEX = { index: TEXT } satisfies Options;

/** The options of each command; those with `last: true` hand everything after the first word on as it is. */
export const COMMANDS = {
  plan: { options: UP, usage: '[SERVICE…]  what `up` would do, and why' },
  up: {
    options: {
      ...UP,
      ...TIMEOUT,
      detach: { ...FLAG, short: 'd' },
      'no-start': FLAG,
      wait: FLAG,
      'dry-run': FLAG,
    },
    usage: '[SERVICE…]  brings the project up',
  },
  down: {
    options: {
      ...TIMEOUT,
      volumes: { ...FLAG, short: 'v' },
      rmi: TEXT,
      'remove-orphans': FLAG,
      'dry-run': FLAG,
    },
    usage: '[SERVICE…]  takes the project away; volumes stay unless told',
  },
  start: { options: {}, usage: '[SERVICE…]' },
  stop: { options: TIMEOUT, usage: '[SERVICE…]' },
  restart: { options: TIMEOUT, usage: '[SERVICE…]' },
  scale: { options: TIMEOUT, usage: 'SERVICE=COUNT…' },
  pause: { options: {}, usage: '[SERVICE…]' },
  unpause: { options: {}, usage: '[SERVICE…]' },
  kill: { options: { signal: { ...TEXT, short: 's' } }, usage: '[SERVICE…]' },
  rm: {
    options: {
      force: { ...FLAG, short: 'f' },
      stop: { ...FLAG, short: 's' },
      volumes: { ...FLAG, short: 'v' },
    },
    usage: '[SERVICE…]  removes containers that do not run',
  },
  ps: { options: { ...ALL, quiet: { ...FLAG, short: 'q' } }, usage: '[SERVICE…]' },
  ls: { options: ALL, usage: ' the projects of the engine' },
  logs: {
    options: {
      follow: { ...FLAG, short: 'f' },
      tail: { ...TEXT, short: 'n' },
      since: TEXT,
      until: TEXT,
      timestamps: { ...FLAG, short: 't' },
      'no-log-prefix': FLAG,
    },
    usage: '[SERVICE…]',
  },
  config: { options: { services: FLAG, format: TEXT }, usage: ' the project, read and merged' },
  exec: {
    options: { ...PROCESS, ...INDEX, privileged: FLAG },
    usage: 'SERVICE COMMAND…',
    last: true,
  },
  run: {
    options: {
      ...PROCESS,
      rm: FLAG,
      name: TEXT,
      entrypoint: TEXT,
      'service-ports': { ...FLAG, short: 'P' },
      'use-aliases': FLAG,
      'no-deps': FLAG,
    },
    usage: 'SERVICE [COMMAND…]',
    last: true,
  },
  top: { options: {}, usage: '[SERVICE…]' },
  port: { options: { ...INDEX, protocol: TEXT }, usage: 'SERVICE PORT' },
  events: { options: { json: FLAG }, usage: '[SERVICE…]' },
  wait: { options: {}, usage: 'SERVICE…' },
  cp: { options: INDEX, usage: 'SERVICE:PATH - | - SERVICE:FOLDER  a tar to or from here' },
  build: { options: { 'no-cache': FLAG, pull: FLAG }, usage: '[SERVICE…]' },
  pull: { options: {}, usage: '[SERVICE…]' },
  push: { options: {}, usage: '[SERVICE…]' },
  watch: { options: {}, usage: '[SERVICE…]  syncs and rebuilds as `develop.watch` says' },
} as const satisfies Record<
  string,
  { readonly options: Options; readonly usage: string; readonly last?: boolean }
>;

export type CommandName = keyof typeof COMMANDS;

/** What was given: texts, flags and lists by their long names. */
export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export interface Arguments {
  readonly global: Values;
  readonly command: CommandName;
  readonly values: Values;
  readonly words: readonly string[];
}

/** Takes a command line apart. Throws `invalid` for what it does not know; undefined when help is wanted. */
export function readArguments(words: readonly string[]): Arguments | undefined {
  const at = firstWord(words, GLOBAL);
  const global = parsed(words.slice(0, at), GLOBAL).values;
  const name = words[at];
  if (name === undefined || name === 'help' || global['help'] === true) return undefined;
  if (!Object.hasOwn(COMMANDS, name)) throw fault('invalid', `unknown command: ${name}`);
  const command = name as CommandName;
  const spec: { readonly options: Options; readonly last?: boolean } = COMMANDS[command];
  const rest = words.slice(at + 1);
  if (spec.last !== true) {
    const { values, positionals } = parsed(rest, spec.options);
    return { global, command, values, words: positionals };
  }
  const from = firstWord(rest, spec.options);
  return {
    global,
    command,
    values: parsed(rest.slice(0, from), spec.options).values,
    words: rest.slice(from),
  };
}

function parsed(
  args: readonly string[],
  options: Options,
): { values: Values; positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true }) as {
      values: Values;
      positionals: string[];
    };
  } catch (error) {
    throw fault('invalid', messageOf(error), error);
  }
}

/** The index of the first word that is no option, nor an option's value. */
function firstWord(args: readonly string[], options: Options): number {
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens.find(({ kind }) => kind === 'positional')?.index ?? args.length;
}

/** How to use it. */
export function usage(): string {
  const lines = Object.entries(COMMANDS).map(([name, { usage: text }]) => `  ${name.padEnd(9)}${text}`);
  return [
    'usage: npm run compose -- [-f FILE]… [-p NAME] [--profile NAME]… [-H unix://SOCKET] COMMAND [OPTIONS] …',
    '',
    ...lines,
    '',
  ].join('\n');
}
