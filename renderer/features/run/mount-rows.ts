import type { HostConfig } from '../../../engine/api/types/container.ts';

/** A mount, as it was typed. */
export interface MountRow {
  /** A folder or file of the host, a volume, or memory. */
  readonly kind: 'volume' | 'bind' | 'tmpfs';
  /** A volume's name (empty for a new one without a name) or a path on the host; nothing for memory. */
  readonly source: string;
  /** Inside the container. */
  readonly target: string;
  readonly readOnly: boolean;
  /** Further options as after the last colon of `-v` or `--tmpfs`, such as `z` or `size=64m`. */
  readonly options: string;
}

export const EMPTY_MOUNT: MountRow = { kind: 'volume', source: '', target: '', readOnly: false, options: '' };

const VOLUME_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** What is wrong with the rows together; undefined for nothing. */
export function checkMounts(rows: readonly MountRow[]): string | undefined {
  const used = rows.filter(isUsed);
  for (const { kind, source, target, readOnly } of used) {
    if (!target.startsWith('/')) return 'The place in the container is a path that begins with /.';
    if (placeOf(target) === '/') return 'The root of the container cannot be mounted over.';
    if (kind === 'bind' && !source.startsWith('/'))
      return 'The folder on the host is a path that begins with /.';
    if (kind === 'volume' && source !== '' && !VOLUME_NAME.test(source))
      return 'A volume’s name: two or more letters, digits, and _ . - ; the first a letter or a digit.';
    if (kind === 'volume' && source === '' && readOnly)
      return 'A new volume without a name cannot be read-only: nothing could ever be in it.';
    if (`${source}${target}`.includes(':')) return 'A path with “:” cannot be mounted by this form.';
  }
  const places = used.map(({ target }) => placeOf(target));
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  return twice === undefined ? undefined : `${twice} is in here twice.`;
}

function isUsed({ source, target }: MountRow): boolean {
  return source !== '' || target !== '';
}

function placeOf(target: string): string {
  const place = target.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  return place === '' ? '/' : place;
}

/** What of a create request is about mounts; undefined for none. */
export function mountSettings(rows: readonly MountRow[]):
  | {
      readonly volumes: Readonly<Record<string, object>>;
      readonly host: Pick<HostConfig, 'Binds' | 'Tmpfs'>;
    }
  | undefined {
  const used = rows.filter(isUsed);
  if (used.length === 0) return undefined;
  const binds = used.filter(({ kind, source }) => kind !== 'tmpfs' && source !== '').map(bindWord);
  const memory = used.filter(({ kind }) => kind === 'tmpfs');
  const tmpfs = Object.fromEntries(memory.map((row) => [row.target, optionWords(row)]));
  const anonymous = used.filter(({ kind, source }) => kind === 'volume' && source === '');
  return {
    volumes: Object.fromEntries(anonymous.map(({ target }) => [target, {}])),
    host: {
      ...(binds.length > 0 && { Binds: binds }),
      ...(memory.length > 0 && { Tmpfs: tmpfs }),
    },
  };
}

function bindWord(row: MountRow): string {
  const words = optionWords(row);
  return `${row.source}:${row.target}${words === '' ? '' : `:${words}`}`;
}

function optionWords({ readOnly, options }: MountRow): string {
  return [...(readOnly ? ['ro'] : []), ...(options === '' ? [] : [options])].join(',');
}
