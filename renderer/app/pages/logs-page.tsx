import { AllLogsPanel } from '../../features/logs/all/all-logs-panel.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

export function LogsPage() {
  return (
    <main aria-label="Logs" className="flex min-h-0 flex-1 flex-col">
      <PageHeader crumbs={[{ title: 'Logs' }]} />
      <AllLogsPanel />
    </main>
  );
}
