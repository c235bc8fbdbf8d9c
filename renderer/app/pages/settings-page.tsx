import { SettingsPanel } from '../../features/settings/settings-panel.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

export function SettingsPage() {
  return (
    <main aria-label="Settings" className="flex min-h-0 flex-1 flex-col">
      <PageHeader crumbs={[{ title: 'Settings' }]} />
      <SettingsPanel />
    </main>
  );
}
