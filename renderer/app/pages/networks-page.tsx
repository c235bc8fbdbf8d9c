import { Plus } from 'lucide-react';
import { useNavigate } from 'react-router';
import { NetworkMapPanel } from '../../features/networks/map/map-panel.tsx';
import { NetworkList } from '../../features/networks/network-list.tsx';
import { openCreateNetwork } from '../../stores/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Segmented } from '../../ui/segmented.tsx';

const PARTS = [
  { value: 'list', title: 'List' },
  { value: 'map', title: 'Map' },
] as const;

export function NetworksPage({ part }: { readonly part: 'list' | 'map' }) {
  const navigate = useNavigate();
  return (
    <main aria-label="Networks" className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[{ title: 'Networks' }]}
        meta={
          <Segmented
            label="Look"
            value={part}
            options={PARTS}
            onChange={(next) => void navigate(next === 'map' ? '/networks/map' : '/networks')}
          />
        }
        actions={
          <Button variant="primary" icon={<Plus size={15} />} onClick={openCreateNetwork}>
            Create
          </Button>
        }
      />
      {part === 'map' ? <NetworkMapPanel /> : <NetworkList />}
    </main>
  );
}
