import { FolderOpen } from 'lucide-react';
import { ProjectList } from '../../features/compose/list/project-list.tsx';
import { openOpenProject } from '../../features/compose/open/open-store.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

export function ProjectsPage() {
  return (
    <main aria-label="Compose" className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[{ title: 'Compose' }]}
        actions={
          <Button variant="primary" icon={<FolderOpen size={15} />} onClick={openOpenProject}>
            Open…
          </Button>
        }
      />
      <ProjectList />
    </main>
  );
}
