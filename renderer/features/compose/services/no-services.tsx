import { Workflow } from 'lucide-react';
import { EmptyState } from '../../../ui/empty-state.tsx';

export function NoServices() {
  return (
    <EmptyState icon={<Workflow size={24} />} title="No services">
      The files name none, and no container belongs to this project.
    </EmptyState>
  );
}
