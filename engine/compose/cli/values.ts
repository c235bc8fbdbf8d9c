import { fault } from '../../base/errors.ts';
import { untilMs } from '../../base/until.ts';
import type { Values } from './options.ts';

/** A text option; undefined when it was not given. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** Each value of an option that may be repeated. */
export function list(values: Values, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** A whole number. Throws `invalid`. */
export function count(values: Values, name: string): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw fault('invalid', `--${name}: ${value} is no number`);
  return Number(value);
}

/** One of some words. Throws `invalid`. */
export function oneOf<const T extends string>(
  values: Values,
  name: string,
  words: readonly T[],
): T | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value);
  if (found === undefined) throw fault('invalid', `--${name}: ${value} is none of ${words.join(', ')}`);
  return found;
}

/** Seconds since the epoch, of a date, seconds, or how long ago it was (`10m`). */
export function moment(values: Values, name: string): number | undefined {
  const value = text(values, name);
  return value === undefined ? undefined : untilMs(value, Date.now()) / 1000;
}

/** `A=1` each. Throws `invalid` for one without a value. */
export function assignments(words: readonly string[], what: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1) throw fault('invalid', `${what}: ${word} is no NAME=VALUE`);
      return [word.slice(0, at), word.slice(at + 1)] as const;
    }),
  );
}

/** `web=3` each. Throws `invalid`. */
export function scales(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(assignments(words, 'scale')).map(([name, value]) => {
      if (!/^\d+$/.test(value)) throw fault('invalid', `scale: ${value} is no number of containers`);
      return [name, Number(value)] as const;
    }),
  );
}

/** The keys that have a value. */
export function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
