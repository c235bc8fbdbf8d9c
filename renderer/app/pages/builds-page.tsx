import { Hammer } from 'lucide-react';
import { BuildList } from '../../features/builds/build-list.tsx';
import { openBuild } from '../../stores/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

export function BuildsPage() {
  return (
    <main aria-label="Builds" className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[{ title: 'Builds' }]}
        actions={
          <Button variant="primary" icon={<Hammer size={15} />} onClick={() => openBuild()}>
            Start a build
          </Button>
        }
      />
      <BuildList />
    </main>
  );
}
