import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { chooseFolder } from '../../../bridge/choose-folder.ts';
import { sentence } from '../../../bridge/engine-error.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { useOpenProject } from '../queries.ts';
import { closeOpenProject, useOpenProjectDialog } from './open-store.ts';

/** Opens a Compose file, or a folder that has one. */
export function OpenProjectOutlet() {
  return useOpenProjectDialog().open ? <OpenProjectDialog /> : null;
}

function OpenProjectDialog() {
  const [path, setPath] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, error, isPending, reset } = useOpenProject();
  const navigate = useNavigate();
  const change = (next: string) => {
    setPath(next);
    reset();
  };
  const open = (chosen: string) => {
    setTried(true);
    if (chosen.trim() === '') return;
    mutate(
      { path: chosen },
      {
        onSuccess: ({ name }) => {
          closeOpenProject();
          void navigate(`/compose/${encodeURIComponent(name)}`);
        },
      },
    );
  };
  const missing = tried && path.trim() === '' ? 'Where is it?' : undefined;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || closeOpenProject()}
      title="Open a project"
      description="Opening reads it and changes nothing; what is to be done is shown as a plan first."
      footer={
        <>
          <Button onClick={closeOpenProject}>Cancel</Button>
          <Button form="open-project" type="submit" variant="primary" pending={isPending}>
            Open
          </Button>
        </>
      }
    >
      <form
        id="open-project"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          open(path);
        }}
      >
        <Field
          label="Compose file or folder"
          hint="A folder is looked through for compose.yaml, compose.yml and docker-compose.yml."
          error={missing ?? (error === null ? undefined : sentence(error))}
        >
          {(control) => (
            <span className="flex gap-2">
              <TextInput
                {...control}
                autoFocus
                value={path}
                placeholder="~/shop/compose.yaml"
                onChange={(event) => change(event.target.value)}
                className="font-mono text-xs"
              />
              <Button
                icon={<FolderOpen size={15} />}
                onClick={() =>
                  chooseFolder({ title: 'Choose the folder of a project', start: path, onChoose: change })
                }
              >
                Browse…
              </Button>
            </span>
          )}
        </Field>
      </form>
    </Dialog>
  );
}
