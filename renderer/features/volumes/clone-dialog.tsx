import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { gantryPath, useVolumes } from './queries.ts';
import { startTask } from './tasks-store.ts';
import type { VolumeDialog } from './volume-menu.tsx';
import { nameProblem } from './volume-name.ts';

interface CloneDialogProps {
  readonly about: VolumeDialog;
  readonly onClose: () => void;
}

export function CloneDialog({ about: { volume, snapshot }, onClose }: CloneDialogProps) {
  const { volumes = [] } = useVolumes();
  const [name, setName] = useState('');
  const problem = nameProblem(
    name,
    volumes.map((other) => other.name),
  );
  const what =
    snapshot === undefined ? `what is in ${volume} now` : `${volume} as it was in ${snapshot.title}`;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="sm"
      title="Clone volume"
      description={`A new volume with ${what}. Afterwards they know nothing of each other.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="clone"
            variant="primary"
            disabled={name === '' || problem !== undefined}
          >
            Clone
          </Button>
        </>
      }
    >
      <form
        id="clone"
        onSubmit={(event) => {
          event.preventDefault();
          if (name === '' || problem !== undefined) return;
          const wish = {
            volume,
            title: `Cloning ${volume} to ${name}`,
            done: `${name} is a clone of ${volume}`,
            failed: `${volume} could not be cloned`,
          };
          const body = { name, ...(snapshot === undefined ? {} : { snapshot: snapshot.id }) };
          void startTask(wish, gantryPath(volume, 'clone'), body);
          onClose();
        }}
      >
        <Field label="Name of the new volume" error={problem}>
          {(control) => (
            <TextInput
              {...control}
              autoFocus
              value={name}
              onChange={({ target }) => setName(target.value.trim())}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
