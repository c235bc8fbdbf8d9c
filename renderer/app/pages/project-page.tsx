import { useNavigate, useParams } from 'react-router';
import { ConfigPanel } from '../../features/compose/config-panel.tsx';
import { GraphPanel } from '../../features/compose/graph/graph-panel.tsx';
import { ProjectHeader } from '../../features/compose/project-header.tsx';
import { PROJECT_TABS } from '../../features/compose/project-tabs.ts';
import { ServicesPanel } from '../../features/compose/services/services-panel.tsx';
import { AllLogsPanel } from '../../features/logs/all/all-logs-panel.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ProjectFiles } from './project-files.tsx';

export function ProjectPage() {
  const { name = '', tab = 'services' } = useParams();
  const navigate = useNavigate();
  return (
    <main key={name} aria-label="Project" className="flex min-h-0 flex-1 flex-col">
      <ProjectHeader name={name} />
      <Tabs
        label="Project"
        value={PROJECT_TABS.find((known) => known === tab) ?? 'services'}
        onChange={(next) => void navigate(`/compose/${encodeURIComponent(name)}/${next}`, { replace: true })}
        tabs={[
          { value: 'services', title: 'Services', panel: <ServicesPanel name={name} /> },
          { value: 'graph', title: 'Graph', panel: <GraphPanel name={name} /> },
          { value: 'logs', title: 'Logs', panel: <AllLogsPanel project={name} /> },
          { value: 'files', title: 'Files', panel: <ProjectFiles name={name} /> },
          { value: 'configuration', title: 'Configuration', panel: <ConfigPanel name={name} /> },
        ]}
      />
    </main>
  );
}
