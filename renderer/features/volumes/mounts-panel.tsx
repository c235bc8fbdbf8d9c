import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ContainerInspect } from '../../../engine/api/types/container.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { type MountView, mountViews } from './mount-view.ts';
import { useVolumes } from './queries.ts';
import { type VolumeView, volumePage } from './volume-view.ts';

const KINDS: Readonly<Record<string, string>> = {
  volume: 'Volume',
  bind: 'Bind mount',
  tmpfs: 'Memory',
  image: 'Image',
};

/** What a container sees besides its own files: from where, at which place, and whether it may write. */
export function MountsPanel({ inspect }: { readonly inspect: ContainerInspect }) {
  const { volumes } = useVolumes();
  const mounts = mountViews(inspect);
  if (mounts.length === 0) {
    return (
      <EmptyState icon={<FolderOpen size={24} />} title="Nothing is mounted">
        This container has its own files only: what it writes goes with it. A volume keeps files when the
        container is gone.
      </EmptyState>
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <table aria-label="Mounts" className="w-full table-fixed border-collapse text-sm">
        <thead>
          <tr className="h-9 border-b border-line text-left text-xs text-ink-3">
            <th className="w-32 pl-5 font-medium">Kind</th>
            <th className="font-medium">In the container</th>
            <th className="font-medium">From</th>
            <th className="w-32 font-medium">Access</th>
            <th className="w-28 pr-5 font-medium">Size</th>
          </tr>
        </thead>
        <tbody>
          {mounts.map((mount) => (
            <MountRow
              key={mount.destination}
              mount={mount}
              volume={volumes?.find(({ name }) => name === mount.volume)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MountRow({ mount, volume }: { readonly mount: MountView; readonly volume: VolumeView | undefined }) {
  return (
    <tr className="h-[38px] border-b border-line hover:bg-hover">
      <td className="pl-5">
        <Badge tone={mount.kind === 'volume' ? 'accent' : 'idle'}>{KINDS[mount.kind] ?? mount.kind}</Badge>
      </td>
      <Cell title={mount.destination}>{mount.destination}</Cell>
      <Cell title={mount.source}>
        {mount.volume === undefined ? (
          mount.source
        ) : (
          <Link to={volumePage(mount.volume)} className="text-ink hover:text-accent-text">
            {volume?.label ?? mount.volume}
          </Link>
        )}
      </Cell>
      <td className="truncate text-ink-2" title={mount.mode}>
        {mount.readOnly ? 'Read-only' : 'Read, write'}
      </td>
      <td className="pr-5 text-ink-2 tabular-nums">
        {volume?.bytes !== undefined
          ? formatBytes(volume.bytes)
          : mount.limit === undefined
            ? '–'
            : `max. ${formatBytes(mount.limit)}`}
      </td>
    </tr>
  );
}

function Cell({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <td className="selectable truncate pr-3 font-mono text-xs text-ink" title={title}>
      {children}
    </td>
  );
}
