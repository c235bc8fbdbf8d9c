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
export function differences(from: Json | undefined, to: Json | undefined): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (one: Json | undefined, other: Json | undefined, at: readonly string[]) => {
    if (one === other) return;
    if (isMap(one) && isMap(other)) {
      for (const key of Object.keys(one)) compare(one[key], other[key], [...at, key]);
      for (const key of Object.keys(other))
        if (one[key] === undefined) compare(undefined, other[key], [...at, key]);
    } else if (one === undefined || other === undefined || canonicalJson(one) !== canonicalJson(other)) {
      found.push({
        path: pathText(at),
        ...(one === undefined ? {} : { from: one }),
        ...(other === undefined ? {} : { to: other }),
      });
    }
  };
  compare(from, to, []);
  return found.sort((one, other) => (one.path === other.path ? 0 : one.path < other.path ? -1 : 1));
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
