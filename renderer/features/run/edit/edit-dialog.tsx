import { useQuery } from '@tanstack/react-query';
import { type ComponentProps, useState } from 'react';
import { isNotFound, sentence } from '../../../bridge/engine-error.ts';
import { containerInspectQuery } from '../../../bridge/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { StillKept } from './edit-banner.tsx';
import { EditForm } from './edit-form.tsx';
import { containerRequestQuery, editQuery } from './queries.ts';

interface EditDialogProps {
  readonly id: string;
  readonly onClose: () => void;
  /** The container that took the place. */
  readonly onDone: (id: string) => void;
}

/** Edits a container: a form, what will change, and how far it has come. */
export function EditDialog({ id, onClose, onDone }: EditDialogProps) {
  const asked = useQuery(containerRequestQuery(id));
  const { data: inspect } = useQuery(containerInspectQuery(id));
  const edit = useQuery(editQuery(id));
  const error = asked.error ?? edit.error;
  // What is true when the form opens is edited: nothing that the edit itself brings about changes the form.
  const [began, setBegan] = useState<Pick<ComponentProps<typeof EditForm>, 'asked' | 'running'>>();
  if (began === undefined && asked.data !== undefined && edit.data?.edit === null && inspect !== undefined) {
    setBegan({ asked: asked.data, running: inspect.State.Running });
  }
  if (began !== undefined) return <EditForm id={id} {...began} onClose={onClose} onDone={onDone} />;
  const kept = edit.data?.edit ?? undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={asked.data === undefined ? 'Edit a container' : `Edit ${asked.data.name}`}
      width="lg"
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {kept !== undefined ? (
        <StillKept edit={kept} onBack={onClose} />
      ) : error !== null ? (
        <p role="alert" className="text-sm text-bad">
          {isNotFound(error) && inspect !== undefined
            ? 'Only Gantry’s own engine can edit a container.'
            : `This container cannot be edited: ${sentence(error)}`}
        </p>
      ) : (
        <TableSkeleton label="Loading the container" />
      )}
    </Dialog>
  );
}
