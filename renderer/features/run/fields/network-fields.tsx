import { useQuery } from '@tanstack/react-query';
import { networkListQuery } from '../../../bridge/queries.ts';
import { Field } from '../../../ui/field.tsx';
import { PairsEditor } from '../../../ui/pairs-editor.tsx';
import { Select } from '../../../ui/select.tsx';
import { type FormPart, TextField } from './text-field.tsx';

/** These are modes that an engine always takes, listed or not. */
const MODES = ['default', 'none', 'host'];

export function NetworkFields(part: FormPart) {
  const { form, errors, change } = part;
  const { data: networks = [] } = useQuery(networkListQuery);
  const names = [...new Set([...MODES, ...networks.map(({ Name }) => Name), form.network])];
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-1">
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
      <TextField {...part} field="hostname" label="Host name" placeholder="From its ID" />
      <TextField {...part} field="address" label="IPv4 address" placeholder="Any of the network" mono />
      <TextField
        {...part}
        field="aliases"
        label="Further names in the network"
        placeholder="db cache"
        hint="With spaces between them."
      />
      <TextField
        {...part}
        field="dns"
        label="Name servers"
        placeholder="The host’s"
        className="col-span-2"
        mono
      />
      <div className="col-span-2">
        <PairsEditor
          title="Names in /etc/hosts"
          one="host"
          keyTitle="Host"
          hint=""
          pairs={form.hosts}
          error={errors.hosts}
          onChange={(hosts) => change({ hosts })}
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
