import { useSearchParams } from 'react-router';
import { StarterPanel } from '../../features/dockerfile/starter/starter-panel.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

/** `?folder=` is the project. */
export function StarterPage() {
  const [params] = useSearchParams();
  const folder = params.get('folder') ?? '';
  return (
    <main aria-label="New Dockerfile" className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[{ title: 'Builds', to: '/builds' }, { title: 'New Dockerfile' }]}
        meta={<span className="selectable truncate font-mono text-xs text-ink-3">{folder}</span>}
      />
      <StarterPanel key={folder} folder={folder} />
    </main>
  );
}
