import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import type { LogDriver } from '../run-form.ts';
import { type FormPart, TextField } from './text-field.tsx';

// A choice without a word is none for the list, so the engine's own has one here.
const DRIVERS = [
  { value: 'engine', title: 'The engine’s own' },
  { value: 'json-file', title: 'json-file' },
  { value: 'local', title: 'local' },
  { value: 'none', title: 'None: nothing is kept' },
] as const;

export function LogFields(part: FormPart) {
  const { form, errors, change } = part;
  return (
    <div className="grid grid-cols-3 gap-x-4 gap-y-1">
      <Field label="Driver" error={errors.logDriver}>
        {() => (
          <Select
            label="Log driver"
            value={form.logDriver === '' ? 'engine' : form.logDriver}
            options={DRIVERS}
            onChange={(driver) =>
              change({ logDriver: driver === 'engine' ? '' : (driver satisfies LogDriver) })
            }
          />
        )}
      </Field>
      <TextField
        {...part}
        field="logSize"
        label="Size of a file"
        placeholder="Without a limit"
        hint="Such as 10m."
      />
      <TextField {...part} field="logFiles" label="Files kept" placeholder="1" />
    </div>
  );
}
