import type { MountRequest } from '../../../../engine/api/types/container.ts';
import { checkMounts, type MountRow, mountSettings } from '../mount-rows.ts';
import type { Part } from './part.ts';

export const mounts: Part = {
  take({ config, host }, form) {
    const rows: MountRow[] = [];
    const rest = host.Mounts?.filter((mount) => {
      const row = rowOfMount(mount);
      if (row !== undefined) rows.push(row);
      return row === undefined;
    });
    const binds = host.Binds?.filter((bind) => {
      const row = rowOfBind(bind);
      if (row !== undefined) rows.push(row);
      return row === undefined;
    });
    for (const target of Object.keys(config.Volumes ?? {}))
      rows.push({ kind: 'volume', source: '', target, readOnly: false, options: '' });
    for (const [target, words] of Object.entries(host.Tmpfs ?? {}))
      rows.push({ kind: 'tmpfs', source: '', target, ...optionsOf(words) });
    form.mounts = rows;
    delete config.Volumes;
    delete host.Tmpfs;
    delete host.Binds;
    delete host.Mounts;
    if (binds !== undefined && binds.length > 0) host.Binds = binds;
    if (rest !== undefined && rest.length > 0) host.Mounts = rest;
  },
  put(form, { config, host }) {
    const settings = mountSettings(form.mounts);
    if (settings === undefined) return;
    const { Binds: binds, Tmpfs: tmpfs } = settings.host;
    if (Object.keys(settings.volumes).length > 0) config.Volumes = settings.volumes;
    if (binds) host.Binds = [...binds, ...(host.Binds ?? [])];
    if (tmpfs) host.Tmpfs = tmpfs;
  },
  check({ mounts: rows }) {
    const problem = checkMounts(rows);
    return problem === undefined ? {} : { mounts: problem };
  },
};

/** A volume of `--mount` without anything that `-v` cannot say. */
function rowOfMount({
  Type,
  Source = '',
  Target,
  ReadOnly = false,
  ...more
}: MountRequest): MountRow | undefined {
  const isPlain = Object.values(more).every((value) => value === undefined);
  if (Type !== 'volume' || !isPlain || (Source === '' && ReadOnly) || Target.includes(':')) return undefined;
  return { kind: 'volume', source: Source, target: Target, readOnly: ReadOnly, options: '' };
}

function rowOfBind(bind: string): MountRow | undefined {
  const [source = '', target, words = '', ...more] = bind.split(':');
  if (target === undefined || source === '' || more.length > 0) return undefined;
  return { kind: source.startsWith('/') ? 'bind' : 'volume', source, target, ...optionsOf(words) };
}

function optionsOf(words: string): Pick<MountRow, 'readOnly' | 'options'> {
  const all = words.split(',').filter((word) => word !== '');
  return {
    readOnly: all.includes('ro'),
    options: all.filter((word) => word !== 'ro' && word !== 'rw').join(','),
  };
}
