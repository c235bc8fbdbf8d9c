import { DiskPanel } from '../../features/disk/disk-panel.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

export function DiskPage() {
  return (
    <main aria-label="Disk" className="flex min-h-0 flex-1 flex-col">
      <PageHeader crumbs={[{ title: 'Disk' }]} />
      <DiskPanel />
    </main>
  );
}
