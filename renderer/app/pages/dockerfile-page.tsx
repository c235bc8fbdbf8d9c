import { Link, useSearchParams } from 'react-router';
import { DockerfilePanel } from '../../features/dockerfile/dockerfile-panel.tsx';
import { placeOf } from '../../features/dockerfile/dockerfile-path.ts';
import { PageHeader } from '../../ui/page-header.tsx';

/** `?path=` is the Dockerfile, `&folder=` the folder that is built with it. */
export function DockerfilePage() {
  const [params] = useSearchParams();
  const place = placeOf(params.get('path') ?? '', params.get('folder'));
  return (
    <main aria-label="Dockerfile" className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[
          {
            title: 'Builds',
            node: (
              <Link to="/builds" className="text-ink-2 no-underline hover:text-ink">
                Builds
              </Link>
            ),
          },
          { title: place.name },
        ]}
        meta={<span className="selectable truncate font-mono text-xs text-ink-3">{place.path}</span>}
      />
      <DockerfilePanel key={place.path} place={place} />
    </main>
  );
}
