import { useState } from 'react';
import { useNavigate } from 'react-router';
import { EngineError, sentence } from '../../bridge/engine-error.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { PairsEditor } from '../../ui/pairs-editor.tsx';
import { Select } from '../../ui/select.tsx';
import { SwitchRow } from '../../ui/switch-row.tsx';
import {
  type CreateErrors,
  type CreateForm,
  checkCreate,
  createRequest,
  EMPTY_CREATE,
  failedField,
} from './create-form.ts';
import { useCreateNetwork, useNetworks } from './queries.ts';

const DRIVERS = [
  { value: 'bridge', title: 'bridge – a network on this machine' },
  { value: 'macvlan', title: 'macvlan – beside an interface of the host' },
  { value: 'ipvlan', title: 'ipvlan – shares an interface’s address' },
] as const;

type TextKey = 'name' | 'parent' | 'subnet' | 'gateway' | 'subnet6' | 'gateway6' | 'mtu';

export function CreateNetworkDialog({ onClose }: { readonly onClose: () => void }) {
  const [form, setForm] = useState<CreateForm>(EMPTY_CREATE);
  const [refused, setRefused] = useState<CreateErrors>({});
  const [tried, setTried] = useState(false);
  const { networks = [] } = useNetworks();
  const create = useCreateNetwork();
  const navigate = useNavigate();
  const found = checkCreate(form, new Set(networks.map(({ name }) => name)));
  const { name, ...rest } = found;
  const errors: CreateErrors = { ...(tried || form.name !== '' ? found : rest), ...refused };
  const change = (part: Partial<CreateForm>) => {
    setForm((now) => ({ ...now, ...part }));
    setRefused({});
  };
  const submit = () => {
    setTried(true);
    if (Object.keys(found).length > 0) return;
    create.mutate(createRequest(form), {
      onSuccess: ({ Id }) => {
        onClose();
        void navigate(`/networks/${Id}`);
      },
      onError: (error) => {
        const text = sentence(error);
        const unreached = error instanceof EngineError && error.status === 0;
        setRefused({ [unreached ? 'form' : failedField(text, form)]: text });
      },
    });
  };
  const text = (field: TextKey, label: string, placeholder: string, hint?: string) => (
    <Field label={label} error={errors[field]} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <TextInput
          {...control}
          value={form[field]}
          placeholder={placeholder}
          autoFocus={field === 'name'}
          onChange={(event) => change({ [field]: event.target.value })}
          className={field === 'name' ? '' : 'font-mono text-xs'}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => open || create.isPending || onClose()}
      title="Create a network"
      description="Its containers find each other by name; other networks do not reach them."
      width="lg"
      footer={
        <>
          <Button onClick={onClose} disabled={create.isPending}>
            Cancel
          </Button>
          <Button form="create-network" type="submit" variant="primary" pending={create.isPending}>
            Create
          </Button>
        </>
      }
    >
      <form
        id="create-network"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {errors.form === undefined ? null : (
          <Banner tone="bad" role="alert" className="mb-3 rounded-md px-3">
            {errors.form}
          </Banner>
        )}
        <div className="grid grid-cols-2 gap-x-4 gap-y-1">
          {text('name', 'Name', 'shop')}
          <Field label="Driver" error={errors.driver}>
            {() => (
              <Select
                label="Driver"
                value={form.driver}
                options={DRIVERS}
                onChange={(driver) => change({ driver })}
              />
            )}
          </Field>
          {text('subnet', 'Subnet', 'Chosen by the engine', 'Free of every route of this machine.')}
          {text('gateway', 'Gateway', 'The first address')}
          {form.driver === 'bridge' ? null : text('parent', 'Parent interface', 'eth0')}
          {text('mtu', 'MTU', '1500')}
        </div>
        <div className="grid grid-cols-2 gap-x-4 gap-y-3 pb-2">
          <SwitchRow
            title="IPv6"
            hint={errors.ipv6 ?? 'Containers get an IPv6 address too.'}
            checked={form.ipv6}
            onChange={(ipv6) => change({ ipv6 })}
          />
          <SwitchRow
            title="Internal"
            hint="Nothing leaves it, and nothing from outside comes in."
            checked={form.internal}
            onChange={(internal) => change({ internal })}
          />
          {form.driver === 'bridge' ? (
            <SwitchRow
              title="Members reach each other"
              hint="Without it, only the host and published ports reach them."
              checked={form.icc}
              onChange={(icc) => change({ icc })}
            />
          ) : null}
        </div>
        {form.ipv6 ? (
          <div className="grid grid-cols-2 gap-x-4 gap-y-1 pt-1">
            {text('subnet6', 'IPv6 subnet', 'Chosen by the engine')}
            {text('gateway6', 'IPv6 gateway', 'The first address')}
          </div>
        ) : null}
        <PairsEditor
          title="Labels"
          one="label"
          keyTitle="Key"
          hint=""
          pairs={form.labels}
          error={errors.labels}
          onChange={(labels) => change({ labels })}
        />
      </form>
    </Dialog>
  );
}
