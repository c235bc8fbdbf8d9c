import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Play } from 'lucide-react';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { openRun } from '../../stores/dialogs.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { counted } from '../../ui/counted.ts';
import { DropdownMenu } from '../../ui/dropdown-menu.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { parseTime } from '../../ui/relative-time.ts';
import { STARTER_WORDS } from './image-columns.tsx';
import { imageMenu } from './image-menu.tsx';
import { nameOf, shortId } from './image-view.ts';
import { imageInspectQuery, useImages } from './queries.ts';
import { useImageActions } from './use-image-actions.tsx';

const HOME = { title: 'Images', to: '/images' };

export function ImageHeader({ id }: { readonly id: string }) {
  const { data: inspect } = useQuery(imageInspectQuery(id));
  const { images } = useImages();
  const navigate = useNavigate();
  const { actions, dialog } = useImageActions(useCallback(() => void navigate('/images'), [navigate]));
  const image =
    images?.find((view) => view.reference === id) ?? images?.find((view) => view.id === (inspect?.Id ?? id));
  const created = inspect === undefined ? undefined : parseTime(inspect.Created);
  return (
    <>
      <PageHeader
        crumbs={[HOME, { title: image === undefined ? shortId(id) : nameOf(image) }]}
        meta={
          image?.starter === true ? (
            <Badge tone="accent" title={STARTER_WORDS}>
              Starter
            </Badge>
          ) : null
        }
        actions={
          image === undefined ? null : (
            <>
              <Button variant="primary" icon={<Play size={15} />} onClick={() => openRun(image.reference)}>
                Run
              </Button>
              <DropdownMenu
                trigger={<IconButton label="More actions" icon={<Ellipsis size={16} />} />}
                entries={imageMenu(image, actions)}
              />
            </>
          )
        }
      />
      <div className="flex min-h-6 shrink-0 flex-wrap gap-x-5 gap-y-0.5 px-5 pb-2 text-xs text-ink-2">
        <span className="selectable font-mono text-2xs">{shortId(inspect?.Id ?? id)}</span>
        {inspect === undefined ? null : (
          <>
            <span>{formatBytes(inspect.Size)}</span>
            <span>
              {inspect.Os}/{inspect.Architecture}
              {inspect.Variant === undefined || inspect.Variant === '' ? '' : `/${inspect.Variant}`}
            </span>
            <span>{counted(inspect.RootFS.Layers.length, 'layer')}</span>
          </>
        )}
        {created === undefined ? null : (
          <span>
            Created <Ago time={created} />
          </span>
        )}
        {image === undefined || image.tags.length < 2 ? null : <span>Names: {image.tags.join(', ')}</span>}
        {image === undefined || image.usedBy.length === 0 ? null : (
          <span>Used by {image.usedBy.join(', ')}</span>
        )}
      </div>
      {dialog}
    </>
  );
}
