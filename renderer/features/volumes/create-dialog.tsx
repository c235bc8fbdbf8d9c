import { useState } from 'react';
import { sentence } from '../../bridge/engine-error.ts';
import { toast } from '../../stores/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { PairsEditor } from '../../ui/pairs-editor.tsx';
import { SwitchRow } from '../../ui/switch-row.tsx';
import { createRequest, EMPTY_FORM, type VolumeForm } from './create-form.ts';
import { useCreateVolume, useVolumes } from './queries.ts';
import { nameProblem } from './volume-name.ts';

interface CreateDialogProps {
  readonly onClose: () => void;
  readonly onCreated: (name: string) => void;
}

export function CreateDialog({ onClose, onCreated }: CreateDialogProps) {
  const { volumes = [] } = useVolumes();
  const create = useCreateVolume();
  const [form, setForm] = useState<VolumeForm>(EMPTY_FORM);
  const change = (part: Partial<VolumeForm>) => {
    setForm((before) => ({ ...before, ...part }));
    create.reset();
  };
  const problem = nameProblem(
    form.name,
    volumes.map(({ name }) => name),
  );
  const missing = form.mounts && (form.type === '' || form.device === '');
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="sm"
      title="Create volume"
      description="A folder of its own that outlives containers."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="create-volume"
            variant="primary"
            pending={create.isPending}
            disabled={problem !== undefined || missing}
          >
            Create
          </Button>
        </>
      }
    >
      <form
        id="create-volume"
        className="flex flex-col gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (problem !== undefined || missing) return;
          create.mutate(createRequest(form), {
            onSuccess: ({ Name }) => {
              toast({ tone: 'ok', title: `Created the volume ${Name.slice(0, 40)}` });
              onCreated(Name);
            },
          });
        }}
      >
        <Field label="Name" hint="Without one the engine invents it." error={problem}>
          {(control) => (
            <TextInput
              {...control}
              autoFocus
              value={form.name}
              onChange={({ target }) => change({ name: target.value.trim() })}
            />
          )}
        </Field>
        <PairsEditor
          title="Labels"
          one="label"
          keyTitle="Key"
          hint=""
          pairs={form.labels}
          error={undefined}
          onChange={(labels) => change({ labels })}
        />
        <div className="h-2" />
        <SwitchRow
          title="Mount something else there"
          hint="A folder of this machine, memory, or a share in the network, as mount takes it."
          checked={form.mounts}
          onChange={(mounts) => change({ mounts })}
        />
        {form.mounts ? (
          <div className="mt-2 grid grid-cols-2 gap-x-3 gap-y-1.5 pl-11">
            <Field label="Type" hint="none for a folder, tmpfs, nfs">
              {(control) => (
                <TextInput
                  {...control}
                  value={form.type}
                  onChange={({ target }) => change({ type: target.value.trim() })}
                />
              )}
            </Field>
            <Field label="Options" hint="bind for a folder">
              {(control) => (
                <TextInput
                  {...control}
                  value={form.o}
                  onChange={({ target }) => change({ o: target.value.trim() })}
                />
              )}
            </Field>
            <Field label="Device" className="col-span-2" hint="The folder, tmpfs, or :/path on the server">
              {(control) => (
                <TextInput
                  {...control}
                  value={form.device}
                  onChange={({ target }) => change({ device: target.value.trim() })}
                />
              )}
            </Field>
          </div>
        ) : null}
        {create.error === null ? null : (
          <p role="alert" className="selectable mt-2 text-xs text-bad">
            {sentence(create.error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
