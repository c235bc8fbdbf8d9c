import { useQuery } from '@tanstack/react-query';
import { imageListQuery } from '../../../bridge/queries.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { Field } from '../../../ui/field.tsx';
import { PairsEditor } from '../../../ui/pairs-editor.tsx';
import { SwitchRow } from '../../../ui/switch-row.tsx';
import { MountsEditor } from './mounts-editor.tsx';
import { PortsEditor } from './ports-editor.tsx';
import { type FormPart, TextField } from './text-field.tsx';

export function BasicFields(part: FormPart) {
  const { form, errors, change, edited } = part;
  const { data: images = [] } = useQuery(imageListQuery);
  const names = images.flatMap(({ RepoTags }) => RepoTags).sort();
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-2 gap-x-4 gap-y-1">
        <Field
          label="Image"
          error={errors.image}
          hint={names.length === 0 ? 'No image is here yet.' : undefined}
        >
          {(control) => (
            <Combobox
              {...control}
              value={form.image}
              options={names}
              placeholder="name:tag"
              autoFocus={form.image === ''}
              onChange={(image) => change({ image })}
            />
          )}
        </Field>
        <TextField {...part} field="name" label="Name" placeholder="Chosen by the engine" />
        <TextField
          {...part}
          field="command"
          label="Command"
          placeholder="From the image"
          hint="Words as in a shell; quotes keep spaces together."
          mono
          className="col-span-2"
        />
        <TextField {...part} field="entrypoint" label="Entrypoint" placeholder="From the image" mono />
        <TextField {...part} field="workingDir" label="Working directory" placeholder="From the image" mono />
      </div>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 pb-2">
        <SwitchRow
          title="Interactive terminal"
          hint="For shells and programs that read input."
          checked={form.interactive}
          onChange={(interactive) => change({ interactive })}
        />
        <SwitchRow
          title="Remove when it ends"
          hint="The container and its logs go with its process."
          checked={form.autoRemove}
          onChange={(autoRemove) => change({ autoRemove })}
        />
      </div>
      <PortsEditor
        rows={form.ports}
        image={names.includes(form.image) ? form.image : undefined}
        error={errors.ports}
        edited={edited}
        publishAll={form.publishAll}
        onChange={(ports) => change({ ports })}
        onPublishAll={(publishAll) => change({ publishAll })}
      />
      <MountsEditor
        rows={form.mounts}
        image={names.includes(form.image) ? form.image : undefined}
        error={errors.mounts}
        isEdit={edited !== undefined}
        onChange={(mounts) => change({ mounts })}
      />
      <PairsEditor
        title="Environment"
        one="variable"
        keyTitle="Name"
        hint={form.env.length === 0 ? '' : 'Paste KEY=VALUE lines into a name to fill several rows.'}
        pairs={form.env}
        error={errors.env}
        onChange={(env) => change({ env })}
      />
    </div>
  );
}
