import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { type FormPart, TextField } from './text-field.tsx';

const KINDS = [
  { value: 'image', title: 'As the image says' },
  { value: 'shell', title: 'By a line for its shell' },
  { value: 'program', title: 'By a program' },
  { value: 'none', title: 'Never' },
] as const;

export function HealthFields(part: FormPart) {
  const { form, errors, change } = part;
  return (
    <div className="grid grid-cols-4 gap-x-4 gap-y-1">
      <Field label="Checked" error={errors.health} className="col-span-2">
        {() => (
          <Select
            label="Health check"
            value={form.health}
            options={KINDS}
            onChange={(health) => change({ health })}
          />
        )}
      </Field>
      {form.health === 'image' || form.health === 'none' ? null : (
        <>
          <TextField
            {...part}
            field="healthCommand"
            label="Health command"
            placeholder={form.health === 'shell' ? 'curl -f localhost || exit 1' : '/bin/check --fast'}
            className="col-span-4"
            hint="It is healthy when this ends with 0."
            mono
          />
          <TextField {...part} field="healthInterval" label="Every" placeholder="30s" />
          <TextField {...part} field="healthTimeout" label="Time for an answer" placeholder="30s" />
          <TextField {...part} field="healthStart" label="Time to start" placeholder="0s" />
          <TextField {...part} field="healthRetries" label="Failures allowed" placeholder="3" />
        </>
      )}
    </div>
  );
}
