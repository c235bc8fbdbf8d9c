import { Compass } from 'lucide-react';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/empty-state.tsx';

export function NotFoundPage() {
  return (
    <EmptyState
      icon={<Compass size={24} />}
      title="There is no such page"
      actions={<Link to="/containers">Containers</Link>}
    />
  );
}
