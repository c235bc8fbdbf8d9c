import { useQuery } from '@tanstack/react-query';
import { Network } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { isNotFound } from '../../bridge/engine-error.ts';
import { NetworkHeader } from '../../features/networks/network-header.tsx';
import { NetworkInspectPanel } from '../../features/networks/network-inspect-panel.tsx';
import { NetworkMembers } from '../../features/networks/network-members.tsx';
import { NetworkOverview } from '../../features/networks/network-overview.tsx';
import { NETWORK_TABS } from '../../features/networks/network-tabs.ts';
import { networkInspectQuery } from '../../features/networks/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';

export function NetworkPage() {
  const { id = '', tab = 'overview' } = useParams();
  const navigate = useNavigate();
  const { data, error } = useQuery(networkInspectQuery(id));
  if (isNotFound(error)) {
    return (
      <EmptyState
        icon={<Network size={24} />}
        title="This network is gone"
        actions={<Link to="/networks">All networks</Link>}
      >
        It was removed{data === undefined ? '' : `: ${data.Name}`}.
      </EmptyState>
    );
  }
  return (
    <main key={id} aria-label="Network" className="flex min-h-0 flex-1 flex-col">
      <NetworkHeader id={id} />
      <Tabs
        label="Network"
        value={NETWORK_TABS.find((known) => known === tab) ?? 'overview'}
        onChange={(next) => void navigate(`/networks/${encodeURIComponent(id)}/${next}`, { replace: true })}
        tabs={[
          { value: 'overview', title: 'Overview', panel: <NetworkOverview id={id} /> },
          { value: 'containers', title: 'Containers', panel: <NetworkMembers id={data?.Id ?? id} /> },
          { value: 'inspect', title: 'Inspect', panel: <NetworkInspectPanel id={id} /> },
        ]}
      />
    </main>
  );
}
