import type { DockerfileCheck } from '../../../../engine/api/types/build.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { PairsEditor } from '../../../ui/pairs-editor.tsx';
import { Select } from '../../../ui/select.tsx';
import { SwitchRow } from '../../../ui/switch-row.tsx';
import { type StartErrors, type StartForm, stageTitles } from './start-form.ts';

interface MoreOptionsProps {
  readonly form: StartForm;
  readonly file: DockerfileCheck | undefined;
  /** The secrets that the Dockerfile mounts. */
  readonly secretIds: readonly string[];
  readonly errors: StartErrors;
  readonly onChange: (part: Partial<StartForm>) => void;
}

const PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/386'];
/** Select has no empty values. */
const LAST = ' last';

export function MoreOptions({ form, file, secretIds, errors, onChange }: MoreOptionsProps) {
  const stages = stageTitles(file);
  const last = stages.at(-1);
  const named = file?.stages.at(-1)?.name !== undefined;
  const args = file?.args ?? [];
  return (
    <>
      <div className="grid grid-cols-2 gap-x-4 gap-y-1">
        <Field
          label="Stage"
          hint={stages.length < 2 ? 'The Dockerfile has one only.' : 'Later stages are left out.'}
        >
          {() => (
            <Select
              label="Stage"
              value={stages.includes(form.target) ? form.target : LAST}
              options={[
                { value: LAST, title: named ? `The last (${last})` : 'The last' },
                ...stages.slice(0, -1).map((stage) => ({ value: stage, title: stage })),
              ]}
              onChange={(target) => onChange({ target: target === LAST ? '' : target })}
            />
          )}
        </Field>
        <Field label="Platform" hint="Others than this machine’s need qemu-user.">
          {(control) => (
            <Combobox
              {...control}
              value={form.platform}
              options={PLATFORMS}
              placeholder="This machine’s"
              onChange={(platform) => onChange({ platform })}
              className="font-mono text-xs"
            />
          )}
        </Field>
      </div>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 pt-2 pb-4">
        <SwitchRow
          title="Without the cache"
          hint="Every step runs again."
          checked={form.noCache}
          onChange={(noCache) => onChange({ noCache })}
        />
        <SwitchRow
          title="Pull base images"
          hint="Looks for newer ones even when they are here."
          checked={form.pull}
          onChange={(pull) => onChange({ pull })}
        />
      </div>
      {args.length === 0 ? null : (
        <fieldset className="grid grid-cols-2 gap-x-4 gap-y-1">
          <legend className="mb-1 text-xs font-medium text-ink-2">Arguments of the Dockerfile</legend>
          {args.map(({ name, default: usual }) => (
            <Field key={name} label={name}>
              {(control) => (
                <TextInput
                  {...control}
                  value={form.args[name] ?? ''}
                  placeholder={usual ?? 'No default'}
                  onChange={(event) => onChange({ args: { ...form.args, [name]: event.target.value } })}
                  className="font-mono text-xs"
                />
              )}
            </Field>
          ))}
        </fieldset>
      )}
      {secretIds.length === 0 ? null : (
        <fieldset className="grid grid-cols-2 gap-x-4 gap-y-1">
          <legend className="mb-1 text-xs font-medium text-ink-2">Secrets</legend>
          {secretIds.map((id) => (
            <Field
              key={id}
              label={`Secret ${id}`}
              hint="A file of this machine. It stays out of image and record."
            >
              {(control) => (
                <TextInput
                  {...control}
                  value={form.secrets[id] ?? ''}
                  placeholder="/home/you/token"
                  onChange={(event) => onChange({ secrets: { ...form.secrets, [id]: event.target.value } })}
                  className="font-mono text-xs"
                />
              )}
            </Field>
          ))}
        </fieldset>
      )}
      <PairsEditor
        title="More arguments"
        one="argument"
        keyTitle="Name"
        hint="Such as HTTP_PROXY, which no Dockerfile has to declare."
        pairs={form.more}
        error={errors.more}
        onChange={(more) => onChange({ more })}
      />
    </>
  );
}
