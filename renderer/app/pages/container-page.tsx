import { useQuery } from '@tanstack/react-query';
import { Container } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { isNotFound } from '../../bridge/engine-error.ts';
import { containerInspectQuery } from '../../bridge/queries.ts';
import { ContainerHeader } from '../../features/containers/container-header.tsx';
import { ContainerInspectPanel } from '../../features/containers/container-inspect-panel.tsx';
import { FilesPanel } from '../../features/files/files-panel.tsx';
import { ContainerNetworks } from '../../features/networks/container-networks.tsx';
import { EditBanner } from '../../features/run/edit/edit-banner.tsx';
import { RunsPanel } from '../../features/runs/runs-panel.tsx';
import { ProcessesPanel } from '../../features/stats/processes/processes-panel.tsx';
import { StatsPanel } from '../../features/stats/stats-panel.tsx';
import { MountsPanel } from '../../features/volumes/mounts-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ContainerLogs } from './container-logs.tsx';
import { ContainerTerminal } from './container-terminal.tsx';

const TABS = ['logs', 'stats', 'processes', 'terminal', 'files', 'networks', 'mounts', 'runs', 'inspect'];

export function ContainerPage() {
  const { id = '', tab = 'logs' } = useParams();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(containerInspectQuery(id));
  if (isNotFound(error)) {
    return (
      <EmptyState
        icon={<Container size={24} />}
        title="This container is gone"
        actions={<Link to="/containers">All containers</Link>}
      >
        It was removed{data === undefined ? '' : `: ${data.Name.slice(1)}`}.
      </EmptyState>
    );
  }
  if (data === undefined && error !== null) {
    return <LoadFailed what="The container" error={error} onRetry={() => void refetch()} />;
  }
  return (
    <main key={id} aria-label="Container" className="flex min-h-0 flex-1 flex-col">
      <ContainerHeader id={id} />
      {data === undefined ? null : <EditBanner id={data.Id} />}
      <Tabs
        label="Container"
        value={TABS.includes(tab) ? tab : 'logs'}
        onChange={(next) => void navigate(`/containers/${id}/${next}`, { replace: true })}
        tabs={[
          {
            value: 'logs',
            title: 'Logs',
            panel: data === undefined ? null : <ContainerLogs inspect={data} />,
          },
          {
            value: 'stats',
            title: 'Stats',
            panel: data === undefined ? null : <StatsPanel inspect={data} />,
          },
          {
            value: 'processes',
            title: 'Processes',
            panel: data === undefined ? null : <ProcessesPanel inspect={data} />,
          },
          {
            value: 'terminal',
            title: 'Terminal',
            panel: data === undefined ? null : <ContainerTerminal inspect={data} />,
          },
          {
            value: 'files',
            title: 'Files',
            panel:
              data === undefined ? null : (
                <FilesPanel place={{ kind: 'container', id: data.Id, name: data.Name.slice(1) }} />
              ),
          },
          { value: 'networks', title: 'Networks', panel: <ContainerNetworks id={id} /> },
          {
            value: 'mounts',
            title: 'Mounts',
            panel: data === undefined ? null : <MountsPanel inspect={data} />,
          },
          { value: 'runs', title: 'Runs', panel: <RunsPanel id={id} /> },
          { value: 'inspect', title: 'Inspect', panel: <ContainerInspectPanel id={id} /> },
        ]}
      />
    </main>
  );
}
