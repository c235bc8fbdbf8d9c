import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { type FormPart, TextField } from './text-field.tsx';

const RESTART = [
  { value: 'no', title: 'Never' },
  { value: 'on-failure', title: 'After a failure' },
  { value: 'always', title: 'Always' },
  { value: 'unless-stopped', title: 'Unless stopped by hand' },
] as const;

export function EndFields(part: FormPart) {
  const { form, errors, change } = part;
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-1">
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
      {form.restart === 'on-failure' ? (
        <TextField {...part} field="retries" label="At most so often" placeholder="Always" />
      ) : (
        <span />
      )}
      <TextField {...part} field="stopSignal" label="Stop signal" placeholder="From the image" />
      <TextField
        {...part}
        field="stopTimeout"
        label="Seconds to stop"
        placeholder="10"
        hint="Then it is killed."
      />
    </div>
  );
}
