import { pathText } from '../model/place.ts';
import { canonicalJson, type Json } from '../wanted/canonical.ts';

/** One field that differs. `path` is where it stands in the service, as a person finds it in the file. */
export interface Difference {
  readonly path: string;
  /** Undefined: it was not there. */
  readonly from?: Json;
  /** Undefined: it is not there any more. */
  readonly to?: Json;
}

/** The fields in which two values differ, in the order of their paths. Lists are compared whole. */
export function differences(
  from: Json | undefined,
  to: Json | undefined,
  path: readonly string[] = [],
): readonly Difference[] {
  if (from === to) return [];
  if (isMap(from) && isMap(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    return keys.flatMap((key) => differences(from[key], to[key], [...path, key]));
  }
  if (from !== undefined && to !== undefined && canonicalJson(from) === canonicalJson(to)) return [];
  return [
    {
      path: pathText(path),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    },
  ];
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const LONG = 60;

/** A difference in words: "`environment.LOG` changed from `info` to `debug`". */
export function differenceText({ path, from, to }: Difference): string {
  if (from === undefined) return `\`${path}\` was added: ${valueText(to)}`;
  if (to === undefined) return `\`${path}\` was removed (it was ${valueText(from)})`;
  return `\`${path}\` changed from ${valueText(from)} to ${valueText(to)}`;
}

function valueText(value: Json | undefined): string {
  const isOne = Array.isArray(value) && value.length === 1 && typeof value[0] === 'string';
  const single = isOne ? (value[0] as string) : value;
  const text = typeof single === 'string' ? single : JSON.stringify(single);
  return `\`${text.length > LONG ? `${text.slice(0, LONG)}…` : text}\``;
}
