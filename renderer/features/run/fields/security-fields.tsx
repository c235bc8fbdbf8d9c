import { SwitchRow } from '../../../ui/switch-row.tsx';
import { type FormPart, TextField } from './text-field.tsx';

export function SecurityFields(part: FormPart) {
  const { form, change } = part;
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-3 gap-x-4 gap-y-1">
        <TextField
          {...part}
          field="user"
          label="User"
          placeholder="From the image"
          hint="name, uid or uid:gid"
        />
        <TextField {...part} field="capAdd" label="Add capabilities" placeholder="NET_ADMIN" mono />
        <TextField {...part} field="capDrop" label="Drop capabilities" placeholder="ALL" mono />
      </div>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3">
        <SwitchRow
          title="Read-only root"
          hint="Only volumes and memory can be written."
          checked={form.readOnly}
          onChange={(readOnly) => change({ readOnly })}
        />
        <SwitchRow
          title="No new privileges"
          hint="Programs with setuid get no more rights."
          checked={form.noNewPrivileges}
          onChange={(noNewPrivileges) => change({ noNewPrivileges })}
        />
        <SwitchRow
          title="Init process"
          hint="Takes care of processes that lost their parent."
          checked={form.init}
          onChange={(init) => change({ init })}
        />
        <SwitchRow
          title="Privileged"
          hint="Nearly all rights of the host. Rarely needed."
          checked={form.privileged}
          onChange={(privileged) => change({ privileged })}
        />
      </div>
    </div>
  );
}
