import type { Starter, StarterKind } from '../../../bridge/host-types.ts';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import type { Chosen } from '../queries.ts';
import { KINDS } from './kind-titles.ts';

interface ChoicesFormProps {
  readonly starter: Starter;
  readonly kind: StarterKind;
  readonly chosen: Chosen;
  readonly onChange: (part: Chosen) => void;
}

/** What may be chosen otherwise; a field that is cleared takes what the folder says. */
export function ChoicesForm({ starter, kind, chosen, onChange }: ChoicesFormProps) {
  const { choosable, choices, found } = starter;
  const because = found.find((one) => one.kind === kind)?.because;
  const field = (name: 'version' | 'port' | 'command', label: string, hint: string) =>
    choosable.includes(name) ? (
      <Field label={label} hint={hint}>
        {(control) => (
          <TextInput
            {...control}
            value={chosen[name] ?? choices[name]}
            onChange={(event) => onChange({ [name]: event.target.value })}
            className="font-mono text-xs"
          />
        )}
      </Field>
    ) : null;
  return (
    <div className="flex flex-col gap-1">
      <Field label="Kind of project" hint={because === undefined ? 'Chosen by you.' : `Since ${because}.`}>
        {() => (
          <Select
            label="Kind of project"
            value={kind}
            options={KINDS}
            onChange={(next) => onChange({ kind: next })}
          />
        )}
      </Field>
      {field('version', 'Version', 'Of the base image.')}
      {field('port', 'Port', 'Where the program listens; empty when nowhere.')}
      {field('command', 'Command', 'What a container of it runs.')}
    </div>
  );
}
