import { posix } from 'node:path';
import type { ContainerConfig, HealthcheckConfig } from '../api/types/container.ts';
import { fault } from '../base/errors.ts';
import { parseGoDuration } from '../base/go-duration.ts';
import { jsonWords, pairsOf, wordsOf } from './change-words.ts';

/** One instruction's effect; `text` is what follows its name. */
type Change = (config: ContainerConfig, text: string, isCmdSet: boolean) => ContainerConfig;

const CHANGES: Readonly<Record<string, Change>> = {
  CMD: (config, text) => ({ ...config, Cmd: command(config, text) }),
  // A new entrypoint was not made for the old arguments.
  ENTRYPOINT: (config, text, isCmdSet) => ({
    ...config,
    Entrypoint: command(config, text),
    ...(isCmdSet ? {} : { Cmd: null }),
  }),
  ENV: (config, text) => ({ ...config, Env: pairsOf(text, 'ENV').reduce(withEnv, config.Env ?? []) }),
  EXPOSE: (config, text) => ({
    ...config,
    ExposedPorts: { ...config.ExposedPorts, ...keysOf(wordsOf(text).flatMap(portKeys)) },
  }),
  HEALTHCHECK: (config, text) => ({ ...config, Healthcheck: healthcheck(text) }),
  LABEL: (config, text) => ({
    ...config,
    Labels: { ...config.Labels, ...Object.fromEntries(pairsOf(text, 'LABEL')) },
  }),
  ONBUILD: (config, text) => ({ ...config, OnBuild: [...(config.OnBuild ?? []), text] }),
  STOPSIGNAL: (config, text) => ({ ...config, StopSignal: text }),
  USER: (config, text) => ({ ...config, User: text }),
  VOLUME: (config, text) => ({
    ...config,
    Volumes: { ...config.Volumes, ...keysOf(jsonWords(text) ?? wordsOf(text)) },
  }),
  WORKDIR: (config, text) => ({
    ...config,
    WorkingDir: posix.resolve('/', config.WorkingDir ?? '', wordsOf(text).join(' ')),
  }),
};

/**
 * The configuration with the Dockerfile lines of `docker import --change` and `docker commit --change` applied, in order.
 * Throws `invalid` for lines that cannot be applied to an image that is there already.
 */
export function changedConfig(config: ContainerConfig, changes: readonly string[]): ContainerConfig {
  let result = config;
  let isCmdSet = false;
  for (const line of changes.map((text) => text.trim()).filter((text) => text !== '')) {
    const [, name = '', text = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
    const change = CHANGES[name.toUpperCase()];
    if (change === undefined) throw fault('invalid', `${name} is not a valid change command`);
    if (text === '') throw fault('invalid', `${name.toUpperCase()} requires at least one argument`);
    result = change(result, text, isCmdSet);
    isCmdSet ||= name.toUpperCase() === 'CMD';
  }
  return result;
}

/** The exec form as it is, the shell form for the image's shell. */
function command(config: ContainerConfig, text: string): readonly string[] {
  return jsonWords(text) ?? [...(config.Shell ?? ['/bin/sh', '-c']), text];
}

function withEnv(env: readonly string[], [key, value]: readonly [string, string]): readonly string[] {
  const entry = `${key}=${value}`;
  const at = env.findIndex((old) => old.startsWith(`${key}=`));
  return at === -1 ? [...env, entry] : env.with(at, entry);
}

function keysOf(keys: readonly string[]): Record<string, object> {
  return Object.fromEntries(keys.map((key) => [key, {}]));
}

/** `80`, `53/udp` or `8000-8010/tcp`, one key per port. */
function portKeys(text: string): string[] {
  const [, from = '', to = from, protocol = 'tcp'] =
    /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from === '' || first > last || first < 1 || last > 65_535) {
    throw fault('invalid', `invalid containerPort: ${text}`);
  }
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol.toLowerCase()}`);
}

const OPTIONS: Readonly<Record<string, (value: string) => HealthcheckConfig>> = {
  interval: (value) => ({ Interval: duration(value) }),
  timeout: (value) => ({ Timeout: duration(value) }),
  'start-period': (value) => ({ StartPeriod: duration(value) }),
  'start-interval': (value) => ({ StartInterval: duration(value) }),
  retries: (value) => ({ Retries: Number(value) }),
};

function healthcheck(text: string): HealthcheckConfig {
  let rest = text;
  let check: HealthcheckConfig = {};
  for (;;) {
    const match = /^--([a-z-]+)=(\S+)\s*/.exec(rest);
    if (match === null) break;
    const [whole, name = '', value = ''] = match;
    const option = OPTIONS[name];
    if (option === undefined) throw fault('invalid', `unknown flag: --${name}`);
    check = { ...check, ...option(value) };
    rest = rest.slice(whole.length);
  }
  if (/^none$/i.test(rest)) return { Test: ['NONE'] };
  const test = /^cmd\s+(.*)$/is.exec(rest)?.[1];
  if (test === undefined)
    throw fault('invalid', `Unknown type "${rest.split(/\s/)[0]}" in HEALTHCHECK (try CMD)`);
  const words = jsonWords(test);
  return { ...check, Test: words === undefined ? ['CMD-SHELL', test] : ['CMD', ...words] };
}

/** A Go duration in nanoseconds. */
function duration(text: string): number {
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined) throw fault('invalid', `time: invalid duration "${text}"`);
  if (nanoseconds < 0) throw fault('invalid', `duration "${text}" cannot be negative`);
  return nanoseconds;
}
