import { Camera, Ellipsis } from 'lucide-react';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useVolumes } from './queries.ts';
import { TasksStrip } from './tasks-strip.tsx';
import { useVolumeActions } from './use-volume-actions.tsx';
import { volumeMenu } from './volume-menu.tsx';
import { userWords, volumePage } from './volume-view.ts';

const HOME = { title: 'Volumes', to: '/volumes' };

export function VolumeHeader({ name }: { readonly name: string }) {
  const { volumes } = useVolumes();
  const navigate = useNavigate();
  const { actions, dialog } = useVolumeActions(useCallback(() => void navigate('/volumes'), [navigate]));
  const volume = volumes?.find((view) => view.name === name);
  return (
    <>
      <PageHeader
        crumbs={[HOME, { title: name, node: volume?.label ?? name }]}
        meta={
          volume?.anonymous === true ? (
            <Badge title="Made for one container, with an invented name">Anonymous</Badge>
          ) : null
        }
        actions={
          volume === undefined ? null : (
            <>
              {volume.device === undefined ? (
                <Button
                  icon={<Camera size={15} />}
                  onClick={() => void navigate(volumePage(name, 'snapshots'), { replace: true })}
                >
                  Snapshots
                </Button>
              ) : null}
              <DropdownMenu
                trigger={<IconButton label="More actions" icon={<Ellipsis size={16} />} />}
                entries={volumeMenu(volume, actions)}
              />
            </>
          )
        }
      />
      <div className="flex min-h-6 shrink-0 flex-wrap gap-x-5 gap-y-0.5 px-5 pb-2 text-xs text-ink-2">
        {volume === undefined ? null : (
          <>
            <span>{volume.bytes === undefined ? 'Being measured…' : formatBytes(volume.bytes)}</span>
            {volume.newest === undefined ? null : (
              <span>
                Last change <Ago time={volume.newest} />
              </span>
            )}
            <span>
              Created <Ago time={volume.created} />
            </span>
            {volume.project === undefined ? null : <span>Project {volume.project}</span>}
            {volume.device === undefined ? null : (
              <span className="selectable">Mounted from {volume.device}</span>
            )}
            <span>{volume.users.length === 0 ? 'Used by nobody' : `Used by ${userWords(volume.users)}`}</span>
          </>
        )}
      </div>
      <TasksStrip volume={name} />
      {dialog}
    </>
  );
}
