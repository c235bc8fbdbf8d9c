import { useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { isNotFound } from '../../bridge/engine-error.ts';
import { ImageHeader } from '../../features/images/image-header.tsx';
import { ImageInspectPanel } from '../../features/images/image-inspect-panel.tsx';
import { ImageOverview } from '../../features/images/image-overview.tsx';
import { IMAGE_TABS } from '../../features/images/image-tabs.ts';
import { ImageUsers } from '../../features/images/image-users.tsx';
import { imageInspectQuery } from '../../features/images/queries.ts';
import { ComparePanel } from '../../features/microscope/compare-panel.tsx';
import { DockerfilePanel } from '../../features/microscope/dockerfile-panel.tsx';
import { LayersPanel } from '../../features/microscope/layers-panel.tsx';
import { WhyBigPanel } from '../../features/microscope/why-big-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';

export function ImagePage() {
  const { id = '', tab = 'overview' } = useParams();
  const navigate = useNavigate();
  const { data, error } = useQuery(imageInspectQuery(id));
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
  // The panels ask by the id, which always means the same content; a name may move.
  const image = data?.Id;
  return (
    <main key={id} aria-label="Image" className="flex min-h-0 flex-1 flex-col">
      <ImageHeader id={id} />
      <Tabs
        label="Image"
        value={IMAGE_TABS.find((known) => known === tab) ?? 'overview'}
        onChange={(next) => void navigate(`/images/${encodeURIComponent(id)}/${next}`, { replace: true })}
        tabs={[
          { value: 'overview', title: 'Overview', panel: <ImageOverview id={id} /> },
          { value: 'layers', title: 'Layers', panel: image && <LayersPanel image={image} /> },
          { value: 'history', title: 'History', panel: image && <DockerfilePanel image={image} /> },
          { value: 'size', title: 'Why is it big', panel: image && <WhyBigPanel image={image} /> },
          { value: 'compare', title: 'Compare', panel: image && <ComparePanel image={image} /> },
          {
            value: 'used-by',
            title: 'Used by',
            panel: image && <ImageUsers id={image} reference={data.RepoTags[0] ?? image} />,
          },
          { value: 'inspect', title: 'Inspect', panel: <ImageInspectPanel id={id} /> },
        ]}
      />
    </main>
  );
}
