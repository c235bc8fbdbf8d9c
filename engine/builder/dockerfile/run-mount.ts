import { csvFields } from './csv-record.ts';
import { SyntaxFault } from './syntax-fault.ts';
import type { Word } from './syntax-node.ts';

/** What RUN has mounted while it runs (`--mount`). */
export type RunMount =
  | {
      readonly type: 'bind';
      readonly target: string;
      readonly source: string;
      readonly from: string | undefined;
      readonly readWrite: boolean;
    }
  | {
      readonly type: 'cache';
      readonly target: string;
      readonly id: string;
      readonly sharing: 'shared' | 'private' | 'locked';
      readonly from: string | undefined;
      readonly source: string;
      readonly readOnly: boolean;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    }
  | { readonly type: 'tmpfs'; readonly target: string; readonly size: number | undefined }
  | {
      readonly type: 'secret' | 'ssh';
      readonly id: string;
      /** Undefined for a secret that is only a variable. */
      readonly target: string | undefined;
      readonly env: string | undefined;
      readonly required: boolean;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    };

const COMMON = ['type', 'target', 'dst', 'destination'];
const KEYS: Readonly<Record<string, readonly string[]>> = {
  bind: [...COMMON, 'source', 'src', 'from', 'rw', 'readwrite', 'ro', 'readonly'],
  cache: [...COMMON, 'id', 'sharing', 'from', 'source', 'src', 'mode', 'uid', 'gid', 'ro', 'readonly'],
  tmpfs: [...COMMON, 'size'],
  secret: [...COMMON, 'id', 'env', 'required', 'mode', 'uid', 'gid'],
  ssh: [...COMMON, 'id', 'required', 'mode', 'uid', 'gid'],
};

/**
 * Reads one `--mount` of RUN. `expand` replaces the variables in its values; without it they stay, and a number that is one is
 * taken for the default. Throws `SyntaxFault`.
 */
export function readRunMount({ text, offset }: Word, expand?: (value: string) => string): RunMount {
  const wrong = (reason: string) => new SyntaxFault(reason, offset);
  const fields = new Map<string, string>();
  for (const field of csvFields(text)) {
    const at = field.indexOf('=');
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    const value = at < 0 ? 'true' : field.slice(at + 1);
    // Stages are known before variables are, so `from` has none.
    fields.set(key, expand === undefined || key === 'from' ? value : expand(value));
  }
  const type = fields.get('type') ?? 'bind';
  const known = KEYS[type];
  if (known === undefined) {
    throw wrong(`unsupported mount type ${JSON.stringify(type)}: use bind, cache, tmpfs, secret or ssh`);
  }
  const unknown = [...fields.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) throw wrong(`unexpected key '${unknown}' for mount type '${type}'`);
  /** What is empty, as a variable may be, was not given. */
  const given = (...names: string[]) => names.map((name) => fields.get(name)).find(Boolean);
  const target = given('target', 'dst', 'destination');
  const source = given('source', 'src');
  const flag = (...names: string[]) => names.some((name) => isTrue(fields.get(name), name, wrong));
  const number = (name: string, otherwise: number, base = 10) =>
    numberOf(fields.get(name), name, otherwise, base, wrong);
  const needed = () => {
    if (target === undefined) throw wrong(`${type} mount needs a target`);
    return target;
  };
  switch (type) {
    case 'tmpfs':
      return {
        type,
        target: needed(),
        size:
          fields.get('size')?.includes('$') === false ? sizeOf(fields.get('size') ?? '', wrong) : undefined,
      };
    case 'cache':
      return {
        type,
        target: needed(),
        id: given('id') ?? needed(),
        sharing: sharingOf(fields.get('sharing') ?? 'shared', wrong),
        from: given('from'),
        source: source ?? '/',
        readOnly: flag('ro', 'readonly'),
        mode: number('mode', 0o755, 8),
        uid: number('uid', 0),
        gid: number('gid', 0),
      };
    case 'secret':
    case 'ssh': {
      const id = given('id') ?? (type === 'ssh' ? 'default' : (target?.split('/').at(-1) ?? ''));
      if (id === '') throw wrong('secret mount needs an id or a target');
      const env = fields.get('env');
      return {
        type,
        id,
        target: target ?? (env === undefined && type === 'secret' ? `/run/secrets/${id}` : undefined),
        env,
        required: flag('required'),
        mode: number('mode', type === 'ssh' ? 0o600 : 0o400, 8),
        uid: number('uid', 0),
        gid: number('gid', 0),
      };
    }
    default: {
      if (flag('rw', 'readwrite') && flag('ro', 'readonly')) throw wrong('a mount is either rw or ro');
      return {
        type: 'bind',
        target: needed(),
        source: source ?? '/',
        from: given('from'),
        readWrite:
          flag('rw', 'readwrite') || fields.get('ro') === 'false' || fields.get('readonly') === 'false',
      };
    }
  }
}

type Wrong = (reason: string) => SyntaxFault;

function isTrue(value: string | undefined, name: string, wrong: Wrong): boolean {
  if (value === undefined) return false;
  if (/^(true|1)$/i.test(value)) return true;
  if (/^(false|0)$/i.test(value)) return false;
  throw wrong(`invalid value for ${name}: ${value}`);
}

function numberOf(
  value: string | undefined,
  name: string,
  otherwise: number,
  base: number,
  wrong: Wrong,
): number {
  if (value === undefined || value.includes('$')) return otherwise;
  if (!(base === 8 ? /^[0-7]{1,5}$/ : /^\d{1,10}$/).test(value))
    throw wrong(`invalid value ${value} for ${name}`);
  return Number.parseInt(value, base);
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

function sizeOf(text: string, wrong: Wrong): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i.exec(text) ?? [];
  if (number === '') throw wrong(`invalid value for size: ${text}`);
  return Math.floor(Number(number) * (UNITS[unit.toLowerCase()] ?? 1));
}

function sharingOf(text: string, wrong: Wrong): 'shared' | 'private' | 'locked' {
  if (text.includes('$')) return 'shared';
  if (text === 'shared' || text === 'private' || text === 'locked') return text;
  throw wrong(`unsupported sharing value ${JSON.stringify(text)}: use shared, private or locked`);
}
