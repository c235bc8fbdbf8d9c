import { useState } from 'react';
import { sentence } from '../../bridge/engine-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { type ContainerView, useRename } from './queries.ts';

interface RenameDialogProps {
  readonly container: Pick<ContainerView, 'id' | 'name'>;
  readonly onClose: () => void;
}

export function RenameDialog({ container, onClose }: RenameDialogProps) {
  const [name, setName] = useState(container.name);
  const rename = useRename();
  const unchanged = name === '' || name === container.name;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="sm"
      title={`Rename ${container.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            form="rename"
            type="submit"
            variant="primary"
            pending={rename.isPending}
            disabled={unchanged}
          >
            Rename
          </Button>
        </>
      }
    >
      <form
        id="rename"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate({ id: container.id, name }, { onSuccess: onClose });
        }}
      >
        <Field label="Name" error={rename.error === null ? undefined : sentence(rename.error)}>
          {(control) => (
            <TextInput
              {...control}
              autoFocus
              value={name}
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) => {
                setName(event.target.value);
                rename.reset();
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
