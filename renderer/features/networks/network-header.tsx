import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Link2 } from 'lucide-react';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { networkMenu, takesMembers } from './network-menu.tsx';
import { networkInspectQuery, useNetworks } from './queries.ts';
import { useNetworkActions } from './use-network-actions.tsx';

const HOME = { title: 'Networks', to: '/networks' };

export function NetworkHeader({ id }: { readonly id: string }) {
  const { data: inspect } = useQuery(networkInspectQuery(id));
  const { networks } = useNetworks();
  const navigate = useNavigate();
  const { actions, dialog } = useNetworkActions(useCallback(() => void navigate('/networks'), [navigate]));
  const network = networks?.find((view) => view.id === (inspect?.Id ?? id));
  return (
    <>
      <PageHeader
        crumbs={[HOME, { title: network?.name ?? inspect?.Name ?? id.slice(0, 12) }]}
        meta={
          network?.internal === true ? (
            <Badge tone="warn" title="Nothing leaves this network, and nothing from outside comes in.">
              Internal
            </Badge>
          ) : null
        }
        actions={
          network === undefined ? null : (
            <>
              <Button
                icon={<Link2 size={15} />}
                disabled={!takesMembers(network)}
                onClick={() => actions.connect(network)}
              >
                Connect a container
              </Button>
              <DropdownMenu
                trigger={<IconButton label="More actions" icon={<Ellipsis size={16} />} />}
                entries={networkMenu(network, actions)}
              />
            </>
          )
        }
      />
      <div className="flex min-h-6 shrink-0 flex-wrap gap-x-5 gap-y-0.5 px-5 pb-2 text-xs text-ink-2">
        <span className="selectable font-mono text-2xs">{(network?.id ?? id).slice(0, 12)}</span>
        {network === undefined ? null : (
          <>
            <span>{network.driver}</span>
            {network.subnets.map((subnet) => (
              <span key={subnet} className="selectable font-mono text-2xs">
                {subnet}
              </span>
            ))}
            <span>{counted(network.members.length, 'container')}</span>
            {network.project === undefined ? null : <span>Created by {network.project}</span>}
            {network.created === undefined ? null : (
              <span>
                Created <Ago time={network.created} />
              </span>
            )}
          </>
        )}
      </div>
      {dialog}
    </>
  );
}
