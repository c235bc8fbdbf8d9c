import { FilePlus2, Hammer } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { type DockerfilePlace, placeOf } from '../../features/dockerfile/dockerfile-path.ts';
import { useIgnoreText } from '../../features/dockerfile/queries.ts';
import { useDockerfileCheck } from '../../features/dockerfile/use-check.ts';
import { LocalTextPanel } from '../../features/texts/local-text-panel.tsx';
import { openBuild } from '../../stores/dialogs.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

/** `?path=` is the Dockerfile, `&folder=` the folder that is built with it. */
export function DockerfilePage() {
  const [params] = useSearchParams();
  const place = placeOf(params.get('path') ?? '', params.get('folder'));
  return (
    <main aria-label="Dockerfile" className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[{ title: 'Builds', to: '/builds' }, { title: place.name }]}
        meta={<span className="selectable truncate font-mono text-xs text-ink-3">{place.path}</span>}
      />
      <DockerfileText key={place.path} place={place} />
    </main>
  );
}

function DockerfileText({ place: { path, folder, name } }: { readonly place: DockerfilePlace }) {
  const check = useDockerfileCheck(useIgnoreText(folder, path));
  return (
    <LocalTextPanel
      edited={{
        path,
        name,
        kind: 'Dockerfile',
        check,
        action: {
          title: 'Build…',
          icon: <Hammer size={14} />,
          run: () => openBuild({ folder, dockerfile: name }),
        },
      }}
      absent={
        <EmptyState
          icon={<FilePlus2 size={24} />}
          title={`There is no ${name} here`}
          actions={<Link to={`/builds/starter?folder=${encodeURIComponent(folder)}`}>Propose one</Link>}
        >
          Gantry looks at the files of {folder} and proposes a Dockerfile, with reasons.
        </EmptyState>
      }
    />
  );
}
