import { useQuery } from '@tanstack/react-query';
import { networkListQuery } from '../../bridge/queries.ts';
import { Field } from '../../ui/field.tsx';
import { PairsEditor } from '../../ui/pairs-editor.tsx';
import { Select } from '../../ui/select.tsx';
import { type FormPart, TextField } from './text-field.tsx';

const RESTART = [
  { value: 'no', title: 'Never' },
  { value: 'on-failure', title: 'After a failure' },
  { value: 'always', title: 'Always' },
  { value: 'unless-stopped', title: 'Unless stopped by hand' },
] as const;

/** These are modes that an engine always takes, listed or not. */
const MODES = ['default', 'none', 'host'];

export function MoreFields(part: FormPart) {
  const { form, errors, change } = part;
  const { data: networks = [] } = useQuery(networkListQuery);
  const names = [...new Set([...MODES, ...networks.map(({ Name }) => Name)])];
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-1 pt-2">
      <TextField {...part} field="entrypoint" label="Entrypoint" placeholder="From the image" mono />
      <TextField {...part} field="workingDir" label="Working directory" placeholder="From the image" mono />
      <Field label="Restart" error={errors.restart}>
        {() => (
          <Select
            label="Restart"
            value={form.restart}
            options={RESTART}
            onChange={(restart) => change({ restart })}
          />
        )}
      </Field>
      <Field label="Network" error={errors.network}>
        {() => (
          <Select
            label="Network"
            value={form.network}
            options={names.map((name) => ({ value: name, title: networkTitle(name) }))}
            onChange={(network) => change({ network })}
          />
        )}
      </Field>
      <TextField {...part} field="user" label="User" placeholder="name, uid or uid:gid" />
      <div className="grid grid-cols-2 gap-x-4">
        <TextField {...part} field="memory" label="Memory limit" placeholder="512m" />
        <TextField {...part} field="cpus" label="CPU limit" placeholder="1.5" />
      </div>
      <div className="col-span-2">
        <PairsEditor
          title="Labels"
          one="label"
          keyTitle="Key"
          hint=""
          pairs={form.labels}
          error={errors.labels}
          onChange={(labels) => change({ labels })}
        />
      </div>
    </div>
  );
}

function networkTitle(name: string): string {
  if (name === 'default') return 'Default (bridge)';
  if (name === 'none') return 'None (isolated)';
  return name === 'host' ? 'Host (shares the host’s network)' : name;
}
