import type { HealthcheckConfig } from '../../api/types/container.ts';
import { parseGoDuration } from '../../base/go-duration.ts';
import { type Flags, readFlags } from './flags.ts';
import type { Command, Instruction, Pair } from './instruction.ts';
import { readRunMount } from './run-mount.ts';
import { SyntaxFault } from './syntax-fault.ts';
import type { SyntaxNode, Word } from './syntax-node.ts';

type Reader = (node: SyntaxNode) => Instruction;

/** How each instruction is understood (Dockerfile reference). */
const READERS: Readonly<Record<string, Reader>> = {
  from,
  arg,
  env: (node) => ({ kind: 'env', pairs: pairs(node), node: bare(node) }),
  label: (node) => ({ kind: 'label', pairs: pairs(node), node: bare(node) }),
  run,
  copy: (node) => transfer(node, 'copy'),
  add: (node) => transfer(node, 'add'),
  workdir: (node) => ({ kind: 'workdir', value: only(node), node: bare(node) }),
  user: (node) => ({ kind: 'user', value: only(node), node: bare(node) }),
  stopsignal: (node) => ({ kind: 'stopsignal', value: only(node), node: bare(node) }),
  maintainer: (node) => ({ kind: 'maintainer', value: only(node), node: bare(node) }),
  expose: (node) => ({ kind: 'expose', values: some(node), node: bare(node) }),
  volume: (node) => ({ kind: 'volume', values: some(node), node: bare(node) }),
  cmd: (node) => ({ kind: 'cmd', command: command(node), node: bare(node) }),
  entrypoint: (node) => ({ kind: 'entrypoint', command: command(node), node: bare(node) }),
  shell,
  healthcheck,
  onbuild,
};

/** Understands one instruction. Throws `SyntaxFault` in Docker's words. */
export function readInstruction(node: SyntaxNode): Instruction {
  const read = READERS[node.keyword.toLowerCase()];
  if (read === undefined)
    throw new SyntaxFault(`unknown instruction: ${node.keyword}${nearest(node.keyword)}`, 0);
  return read(node);
}

function from(node: SyntaxNode): Instruction {
  const flags = readFlags(node, { platform: 'text' });
  const [image, as, name] = node.args;
  const isNamed = node.args.length === 3 && as?.text.toLowerCase() === 'as';
  if (image === undefined || (node.args.length !== 1 && !isNamed)) {
    throw new SyntaxFault('FROM requires either one or three arguments', 0);
  }
  if (name !== undefined && !/^[a-z][a-z0-9-_.]*$/i.test(name.text)) {
    throw new SyntaxFault(
      `invalid name for build stage: ${JSON.stringify(name.text)}, name can't start with a number or contain symbols`,
      name.offset,
    );
  }
  return { kind: 'from', image, name: name?.text.toLowerCase(), platform: flags.text('platform'), node };
}

function arg(node: SyntaxNode): Instruction {
  bare(node);
  if (node.args.length === 0) throw new SyntaxFault('ARG requires at least one argument', 0);
  const found = node.args.map(({ text, offset }): Pair => {
    const at = text.indexOf('=');
    if (at === 0 || text === '') throw new SyntaxFault('ARG names can not be blank', offset);
    if (at < 0) return { name: { text, offset }, value: undefined };
    return {
      name: { text: text.slice(0, at), offset },
      value: { text: text.slice(at + 1), offset: offset + at + 1 },
    };
  });
  return { kind: 'arg', pairs: found, node };
}

function pairs(node: SyntaxNode): Pair[] {
  const name = node.keyword.toUpperCase();
  if (node.args.length === 0) throw new SyntaxFault(`${name} requires at least one argument`, 0);
  const found: Pair[] = [];
  for (let at = 0; at + 1 < node.args.length; at += 3) {
    const [key, value] = node.args.slice(at, at + 2);
    if (key === undefined || value === undefined) break;
    if (key.text === '') throw new SyntaxFault(`${name} names can not be blank`, key.offset);
    found.push({ name: key, value });
  }
  return found;
}

function run(node: SyntaxNode): Instruction {
  const flags = readFlags(node, { mount: 'list', network: 'text', security: 'text' });
  const network = flags.text('network') ?? 'default';
  if (network !== 'default' && network !== 'none' && network !== 'host') {
    throw new SyntaxFault(
      `unsupported network mode ${JSON.stringify(network)}: use default, none or host`,
      0,
    );
  }
  const security = flags.text('security') ?? 'sandbox';
  if (security !== 'sandbox' && security !== 'insecure') {
    throw new SyntaxFault(`security ${JSON.stringify(security)} is not valid: use sandbox or insecure`, 0);
  }
  const found = command(node);
  if (found === undefined) throw new SyntaxFault('RUN requires at least one argument', 0);
  return {
    kind: 'run',
    command: found,
    heredocs: node.heredocs,
    mounts: flags.list('mount').map((word) => readRunMount(word)),
    network,
    security,
    node,
  };
}

const COPY_FLAGS = {
  from: 'text',
  chown: 'text',
  chmod: 'text',
  link: 'flag',
  parents: 'flag',
  exclude: 'list',
} as const;
const ADD_FLAGS = {
  chown: 'text',
  chmod: 'text',
  link: 'flag',
  exclude: 'list',
  checksum: 'text',
  'keep-git-dir': 'flag',
  unpack: 'flag',
} as const;

function transfer(node: SyntaxNode, kind: 'copy' | 'add'): Instruction {
  const flags: Flags = readFlags(node, kind === 'copy' ? COPY_FLAGS : ADD_FLAGS);
  const name = kind.toUpperCase();
  const target = node.args.at(-1);
  if (target === undefined) throw new SyntaxFault(`${name} requires at least two arguments`, 0);
  if (node.args.length === 1) {
    throw new SyntaxFault(
      `${name} requires at least two arguments, but only one was provided. Destination could not be determined`,
      0,
    );
  }
  return {
    kind,
    sources: node.args.slice(0, -1),
    target,
    from: flags.text('from'),
    chown: flags.text('chown'),
    chmod: flags.text('chmod'),
    link: flags.flag('link'),
    parents: flags.flag('parents'),
    exclude: flags.list('exclude'),
    checksum: flags.text('checksum'),
    keepGitDir: flags.flag('keep-git-dir'),
    unpack: flags.text('unpack') === undefined ? undefined : flags.flag('unpack'),
    heredocs: node.heredocs,
    node,
  };
}

function shell(node: SyntaxNode): Instruction {
  bare(node);
  if (!node.isJson || node.args.length === 0) {
    throw new SyntaxFault('SHELL requires the arguments to be in JSON form', 0);
  }
  return { kind: 'shell', args: node.args.map(({ text }) => text), node };
}

function healthcheck(node: SyntaxNode): Instruction {
  const durations = {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
  } as const;
  const flags = readFlags(node, { ...durations, retries: 'text' });
  const [kind, ...words] = node.args;
  if (kind === undefined) throw new SyntaxFault('HEALTHCHECK requires at least one argument', 0);
  const wanted = kind.text.toUpperCase();
  if (wanted === 'NONE') {
    if (words.length > 0) throw new SyntaxFault('HEALTHCHECK NONE takes no arguments', kind.offset);
    return { kind: 'healthcheck', check: { Test: ['NONE'] }, node };
  }
  if (wanted !== 'CMD')
    throw new SyntaxFault(`Unknown type ${JSON.stringify(wanted)} in HEALTHCHECK (try CMD)`, kind.offset);
  if (words.length === 0) throw new SyntaxFault('Missing command after HEALTHCHECK CMD', kind.offset);
  const duration = (name: keyof typeof durations) => durationOf(flags.text(name), name);
  const retries = retriesOf(flags.text('retries'));
  const check: HealthcheckConfig = {
    Test: [node.isJson ? 'CMD' : 'CMD-SHELL', ...words.map(({ text }) => text)],
    ...given('Interval', duration('interval')),
    ...given('Timeout', duration('timeout')),
    ...given('StartPeriod', duration('start-period')),
    ...given('StartInterval', duration('start-interval')),
    ...given('Retries', retries),
  };
  return { kind: 'healthcheck', check, node };
}

function durationOf(text: string | undefined, name: string): number {
  if (text === undefined) return 0;
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined)
    throw new SyntaxFault(`invalid duration ${JSON.stringify(text)} for --${name}`, 0);
  if (nanoseconds < 0) throw new SyntaxFault(`Interval ${JSON.stringify(name)} cannot be negative`, 0);
  if (nanoseconds !== 0 && nanoseconds < 1e6) {
    throw new SyntaxFault(`Interval ${JSON.stringify(name)} cannot be less than 1ms`, 0);
  }
  return nanoseconds;
}

function retriesOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,6}$/.test(text))
    throw new SyntaxFault(`--retries must be a number that is not negative, not ${text}`, 0);
  return Number(text);
}

function given<Name extends string>(name: Name, value: number): Partial<Record<Name, number>> {
  return value === 0 ? {} : ({ [name]: value } as Record<Name, number>);
}

function onbuild(node: SyntaxNode): Instruction {
  bare(node);
  const { trigger, line } = node;
  if (trigger === undefined) throw new SyntaxFault('ONBUILD requires at least one argument', 0);
  const keyword = trigger.keyword.toUpperCase();
  if (keyword === 'ONBUILD') throw new SyntaxFault("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", 0);
  if (keyword === 'FROM' || keyword === 'MAINTAINER') {
    throw new SyntaxFault(`${keyword} isn't allowed as an ONBUILD trigger`, 0);
  }
  readInstruction(trigger);
  return { kind: 'onbuild', trigger: line.text.replace(/^\s*onbuild\s+/i, ''), node };
}

/** Undefined for a JSON form without words, and for nothing. */
function command(node: SyntaxNode): Command | undefined {
  if (node.isJson) return { form: 'exec', args: node.args.map(({ text }) => text) };
  const [text] = node.args;
  return text === undefined ? undefined : { form: 'shell', text: text.text };
}

function only(node: SyntaxNode): Word {
  const [value] = node.args;
  if (value === undefined || node.args.length !== 1) {
    throw new SyntaxFault(`${node.keyword.toUpperCase()} requires exactly one argument`, 0);
  }
  return value;
}

function some(node: SyntaxNode): readonly Word[] {
  if (node.args.length === 0) {
    throw new SyntaxFault(`${node.keyword.toUpperCase()} requires at least one argument`, 0);
  }
  return node.args;
}

/** For an instruction without flags. */
function bare(node: SyntaxNode): SyntaxNode {
  readFlags(node, {});
  return node;
}

/** The known instruction that a wrong one may have been meant to be. */
function nearest(keyword: string): string {
  const word = keyword.toLowerCase();
  const near = Object.keys(READERS).find((name) => isNear(word, name));
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}

/** True when one letter is wrong, missing, too much, or swapped with the next. */
function isNear(word: string, name: string): boolean {
  if (Math.abs(word.length - name.length) > 1 || word === '') return false;
  let at = 0;
  while (at < name.length && word[at] === name[at]) at += 1;
  const rest = (text: string, from: number) => text.slice(from);
  return (
    rest(word, at + 1) === rest(name, at + 1) ||
    rest(word, at + 1) === rest(name, at) ||
    rest(word, at) === rest(name, at + 1) ||
    (word[at] === name[at + 1] && word[at + 1] === name[at] && rest(word, at + 2) === rest(name, at + 2))
  );
}
