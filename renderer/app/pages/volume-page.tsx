import { useQuery } from '@tanstack/react-query';
import { Database } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { isNotFound } from '../../bridge/engine-error.ts';
import { FilesPanel } from '../../features/files/files-panel.tsx';
import { volumeInspectQuery } from '../../features/volumes/queries.ts';
import { SnapshotsPanel } from '../../features/volumes/snapshots-panel.tsx';
import { VolumeHeader } from '../../features/volumes/volume-header.tsx';
import { VolumeInspectPanel } from '../../features/volumes/volume-inspect-panel.tsx';
import { VOLUME_TABS } from '../../features/volumes/volume-tabs.ts';
import { VolumeUsers } from '../../features/volumes/volume-users.tsx';
import { volumePage } from '../../features/volumes/volume-view.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';

export function VolumePage() {
  const { name = '', tab = 'files' } = useParams();
  const navigate = useNavigate();
  const { error } = useQuery(volumeInspectQuery(name));
  if (isNotFound(error)) {
    return (
      <EmptyState
        icon={<Database size={24} />}
        title="This volume is gone"
        actions={<Link to="/volumes">All volumes</Link>}
      >
        It was removed: {name}.
      </EmptyState>
    );
  }
  return (
    <main key={name} aria-label="Volume" className="flex min-h-0 flex-1 flex-col">
      <VolumeHeader name={name} />
      <Tabs
        label="Volume"
        value={VOLUME_TABS.find((known) => known === tab) ?? 'files'}
        onChange={(next) => void navigate(`${volumePage(name)}/${next}`, { replace: true })}
        tabs={[
          {
            value: 'files',
            title: 'Files',
            panel: <FilesPanel place={{ kind: 'volume', id: name, name }} />,
          },
          { value: 'snapshots', title: 'Snapshots', panel: <SnapshotsPanel name={name} /> },
          { value: 'used-by', title: 'Used by', panel: <VolumeUsers name={name} /> },
          { value: 'inspect', title: 'Inspect', panel: <VolumeInspectPanel name={name} /> },
        ]}
      />
    </main>
  );
}
