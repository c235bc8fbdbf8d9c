import { useQuery } from '@tanstack/react-query';
import { CircleStop, FilePen, Hammer, Layers, Trash2 } from 'lucide-react';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import type { BuildWish } from '../../bridge/host-types.ts';
import { joinPath } from '../../bridge/local-files.ts';
import { useBuildStarts } from '../../stores/build-starts.ts';
import { openBuild } from '../../stores/dialogs.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Elapsed } from '../../ui/elapsed.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { BuildHistory } from './build-history.tsx';
import { BUILD_LOOKS } from './build-look.ts';
import { buildViews } from './build-view.ts';
import { buildQuery } from './queries.ts';
import { useBuildActions } from './use-build-actions.ts';

const HOME = { title: 'Builds', to: '/builds' };

/** The editor of the Dockerfile that a build of this desktop was made of. */
function editorPage({ folder, dockerfile }: BuildWish): string {
  const path = joinPath(folder, dockerfile);
  return `/builds/dockerfile?${new URLSearchParams({ path, folder }).toString()}`;
}

export function BuildHeader({ id }: { readonly id: string }) {
  const { data } = useQuery(buildQuery(id));
  const navigate = useNavigate();
  const actions = useBuildActions(useCallback(() => void navigate('/builds'), [navigate]));
  const begun = useBuildStarts(({ starts }) => starts.find((start) => start.id === id));
  const [build] = data === undefined ? [] : buildViews([data]);
  if (build === undefined) return <PageHeader crumbs={[HOME, { title: id.slice(0, 12) }]} />;
  const { tone, label } = BUILD_LOOKS[build.state];
  const { image } = build;
  return (
    <>
      <PageHeader
        crumbs={[HOME, { title: build.name }]}
        meta={<Badge tone={tone}>{label}</Badge>}
        actions={
          build.state === 'running' ? (
            <Button icon={<CircleStop size={15} />} onClick={() => actions.cancel(build)}>
              Cancel
            </Button>
          ) : (
            <>
              {begun === undefined ? null : (
                <>
                  <Button icon={<FilePen size={15} />} onClick={() => void navigate(editorPage(begun.wish))}>
                    Edit the Dockerfile
                  </Button>
                  <Button icon={<Hammer size={15} />} onClick={() => openBuild({ wish: begun.wish })}>
                    Build again…
                  </Button>
                </>
              )}
              {image === undefined ? null : (
                <Button icon={<Layers size={15} />} onClick={() => actions.openImage(image)}>
                  Open the image
                </Button>
              )}
              <IconButton
                label="Remove the record"
                icon={<Trash2 size={16} />}
                onClick={() => actions.remove([build])}
              />
            </>
          )
        }
      />
      <div className="flex min-h-6 shrink-0 flex-wrap gap-x-5 gap-y-0.5 px-5 pb-2 text-xs text-ink-2">
        <span className="selectable font-mono text-2xs">{build.id.slice(0, 12)}</span>
        {build.tags.slice(1).map((tag) => (
          <span key={tag} className="selectable">
            {tag}
          </span>
        ))}
        <span>
          Started <Ago time={build.started} />
        </span>
        <span>
          {build.state === 'running' ? 'Running for ' : 'Took '}
          <Elapsed since={build.started} took={build.milliseconds} />
        </span>
        <BuildHistory build={build} />
        {build.steps === 0 ? null : (
          <span>
            {build.cached} of {build.steps} steps from the cache
          </span>
        )}
        {data?.target === undefined ? null : <span>Target {data.target}</span>}
      </div>
    </>
  );
}
