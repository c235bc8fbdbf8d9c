import { Play, Plus } from 'lucide-react';
import { useNavigate } from 'react-router';
import { ContainerList } from '../../features/containers/container-list.tsx';
import { STARTER } from '../../features/images/image-view.ts';
import { LoadButton } from '../../features/images/load-button.tsx';
import { useImages } from '../../features/images/queries.ts';
import { openRun } from '../../stores/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

export function ContainersPage() {
  const navigate = useNavigate();
  const { images = [] } = useImages();
  const starter = images.find((image) => image.starter);
  return (
    <main aria-label="Containers" className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[{ title: 'Containers' }]}
        actions={
          <Button variant="primary" icon={<Plus size={15} />} onClick={() => openRun()}>
            Run
          </Button>
        }
      />
      <ContainerList
        nextSteps={
          <>
            {starter === undefined ? null : (
              <Button variant="primary" icon={<Play size={15} />} onClick={() => openRun(starter.reference)}>
                Run {STARTER}
              </Button>
            )}
            <LoadButton onPicked={() => void navigate('/images')} />
          </>
        }
      />
    </main>
  );
}
