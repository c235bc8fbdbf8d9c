import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { CreateDialog } from '../../features/volumes/create-dialog.tsx';
import { TasksStrip } from '../../features/volumes/tasks-strip.tsx';
import { VolumeList } from '../../features/volumes/volume-list.tsx';
import { volumePage } from '../../features/volumes/volume-view.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';

export function VolumesPage() {
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  return (
    <main aria-label="Volumes" className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        crumbs={[{ title: 'Volumes' }]}
        actions={
          <Button variant="primary" icon={<Plus size={15} />} onClick={() => setCreating(true)}>
            Create
          </Button>
        }
      />
      <TasksStrip />
      <VolumeList onCreate={() => setCreating(true)} />
      {creating ? (
        <CreateDialog
          onClose={() => setCreating(false)}
          onCreated={(name) => {
            setCreating(false);
            void navigate(volumePage(name));
          }}
        />
      ) : null}
    </main>
  );
}
