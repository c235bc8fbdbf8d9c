import { Combobox } from '../../ui/combobox.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { registryOf } from './image-name.ts';

export interface PullWish {
  readonly reference: string;
  readonly platform: string;
}

interface PullFieldsProps {
  readonly wish: PullWish;
  readonly problem: string | undefined;
  readonly onChange: (wish: PullWish) => void;
}

const PLATFORMS = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/386',
  'linux/ppc64le',
  'linux/s390x',
  'linux/riscv64',
];

export function PullFields({ wish, problem, onChange }: PullFieldsProps) {
  return (
    <div className="grid grid-cols-[1fr_180px] gap-x-4">
      <Field
        label="Image"
        error={problem}
        hint={
          wish.reference.trim() === ''
            ? 'Without a tag it is :latest.'
            : `From ${registryOf(wish.reference.trim())}`
        }
      >
        {(control) => (
          <TextInput
            {...control}
            autoFocus
            value={wish.reference}
            placeholder="registry.example.com/team/app:1.0"
            onChange={({ target }) => onChange({ ...wish, reference: target.value })}
          />
        )}
      </Field>
      <Field label="Platform" hint="Empty: this machine’s.">
        {(control) => (
          <Combobox
            {...control}
            value={wish.platform}
            options={PLATFORMS}
            placeholder="linux/amd64"
            onChange={(platform) => onChange({ ...wish, platform })}
          />
        )}
      </Field>
    </div>
  );
}
