import { BuildList } from '../../features/builds/build-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

export function BuildsPage() {
  return (
    <main aria-label="Builds" className="flex min-h-0 flex-1 flex-col">
      <PageHeader crumbs={[{ title: 'Builds' }]} />
      <BuildList />
    </main>
  );
}
