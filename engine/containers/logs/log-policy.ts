import type { ContainerConfig, HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';

/** What becomes of a container's output. */
export interface LogPolicy {
  /** False: nothing is kept for `docker logs`. */
  readonly readable: boolean;
  /** Bytes after which a new file is begun; undefined: one file without an end. */
  readonly maxSize: number | undefined;
  /** How many files are kept, the one that is written included. */
  readonly maxFiles: number;
  /** What `docker logs --details` shows. */
  readonly details: Readonly<Record<string, string>>;
}

const MB = 1_000_000;
/** With the driver `none` a client can still be attached, a while behind the process. */
const UNREADABLE: LogPolicy = { readable: false, maxSize: 16 * MB, maxFiles: 2, details: {} };

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'json-file': ['max-size', 'max-file', 'labels', 'labels-regex', 'env', 'env-regex', 'compress', 'mode'],
  local: ['max-size', 'max-file', 'compress', 'mode'],
  none: ['mode'],
};

/**
 * Reads a container's `LogConfig`, in Docker's words for what is wrong: `invalid` for unknown options and values,
 * `not-implemented` for drivers and options that this engine does not have.
 */
export function logPolicyOf(
  host: Pick<HostConfig, 'LogConfig'>,
  config: Pick<ContainerConfig, 'Labels' | 'Env'> = {},
): LogPolicy {
  const driver = host.LogConfig?.Type || 'json-file';
  const options = host.LogConfig?.Config ?? {};
  checkOptions(driver, options);
  if (driver === 'none') return UNREADABLE;
  const standard = driver === 'local' ? { size: 20 * MB, files: 5 } : { size: undefined, files: 1 };
  const maxSize = options['max-size'] === undefined ? standard.size : sizeOf(options['max-size']);
  const maxFiles = options['max-file'] === undefined ? standard.files : countOf(options['max-file']);
  return { readable: true, maxSize, maxFiles, details: detailsOf(options, config) };
}

function checkOptions(driver: string, options: Readonly<Record<string, string>>): void {
  const known = OPTIONS[driver];
  if (known === undefined) {
    throw fault(
      'not-implemented',
      `logging driver "${driver}" is not supported: this engine has json-file, local and none`,
    );
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === 'tag') {
    throw fault('not-implemented', 'log option "tag" is not supported: lines of this engine carry no tag');
  }
  if (unknown !== undefined) throw fault('invalid', `unknown log opt '${unknown}' for ${driver} log driver`);
  if (options['mode'] !== undefined && options['mode'] !== 'blocking') {
    throw fault(
      'not-implemented',
      `log option "mode=${options['mode']}" is not supported: this engine never drops lines`,
    );
  }
  if (options['compress'] === 'true') {
    throw fault(
      'not-implemented',
      'log option "compress=true" is not supported: older files stay as they are',
    );
  }
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/** `10m`, as go-units reads it: decimal units. */
function sizeOf(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgt]?)i?b?$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN));
  if (number === undefined || Number.isNaN(bytes))
    throw fault('invalid', `invalid value for max-size: '${text}'`);
  if (bytes <= 0) throw fault('invalid', `max-size must be a positive number: '${text}'`);
  return bytes;
}

function countOf(text: string): number {
  if (!/^-?\d{1,6}$/.test(text)) throw fault('invalid', `invalid value for max-file: '${text}'`);
  if (Number(text) < 1) throw fault('invalid', 'max-file cannot be less than 1');
  return Number(text);
}

function detailsOf(
  options: Readonly<Record<string, string>>,
  config: Pick<ContainerConfig, 'Labels' | 'Env'>,
): Readonly<Record<string, string>> {
  const env = Object.fromEntries(
    (config.Env ?? []).map((variable) => {
      const at = variable.indexOf('=');
      return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
    }),
  );
  return {
    ...chosen(config.Labels ?? {}, options['labels'], options['labels-regex'], 'labels-regex'),
    ...chosen(env, options['env'], options['env-regex'], 'env-regex'),
  };
}

function chosen(
  values: Readonly<Record<string, string>>,
  names: string | undefined,
  pattern: string | undefined,
  option: string,
): Record<string, string> {
  const wanted = new Set(names?.split(',') ?? []);
  const matches = pattern === undefined ? undefined : patternOf(pattern, option);
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => wanted.has(name) || matches?.test(name) === true),
  );
}

function patternOf(pattern: string, option: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw fault('invalid', `invalid value for ${option}: '${pattern}' is no regular expression`);
  }
}
