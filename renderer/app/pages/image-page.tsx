import { useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { isNotFound } from '../../bridge/engine-error.ts';
import { ImageHeader } from '../../features/images/image-header.tsx';
import { ImageHistory } from '../../features/images/image-history.tsx';
import { ImageInspectPanel } from '../../features/images/image-inspect-panel.tsx';
import { imageInspectQuery } from '../../features/images/queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';

export function ImagePage() {
  const { id = '', tab = 'history' } = useParams();
  const navigate = useNavigate();
  const { error } = useQuery(imageInspectQuery(id));
  if (isNotFound(error)) {
    return (
      <EmptyState
        icon={<Layers size={24} />}
        title="This image is gone"
        actions={<Link to="/images">All images</Link>}
      >
        It was removed, or another image took its name.
      </EmptyState>
    );
  }
  return (
    <main key={id} aria-label="Image" className="flex min-h-0 flex-1 flex-col">
      <ImageHeader id={id} />
      <Tabs
        label="Image"
        value={tab === 'inspect' ? 'inspect' : 'history'}
        onChange={(next) => void navigate(`/images/${encodeURIComponent(id)}/${next}`, { replace: true })}
        tabs={[
          { value: 'history', title: 'History', panel: <ImageHistory id={id} /> },
          { value: 'inspect', title: 'Inspect', panel: <ImageInspectPanel id={id} /> },
        ]}
      />
    </main>
  );
}
