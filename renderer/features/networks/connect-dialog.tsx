import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentence } from '../../bridge/engine-error.ts';
import { containerListQuery } from '../../bridge/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { type ConnectForm, connectRequest, failedConnectField } from './connect-form.ts';
import { canBeConnected, takesMembers } from './network-menu.tsx';
import { useConnect, useNetworks } from './queries.ts';

interface ConnectDialogProps {
  /** The one that is known; the other is chosen. */
  readonly network?: string;
  readonly container?: string;
  readonly onClose: () => void;
}

/** Connects a container, running or not, to one more network. */
export function ConnectDialog({ network, container, onClose }: ConnectDialogProps) {
  const { networks = [] } = useNetworks();
  const { data: containers = [] } = useQuery(containerListQuery);
  const connect = useConnect();
  const nameOf = (names: readonly string[]) => (names[0] ?? '').replace(/^\//, '');
  const choices =
    network === undefined
      ? networks
          .filter((view) => takesMembers(view) && !view.members.some(({ id }) => id === container))
          .map(({ id, name, subnets }) => ({ value: id, title: [name, ...subnets].join('  ') }))
      : containers
          .filter(({ HostConfig }) => canBeConnected(HostConfig.NetworkMode))
          .filter(({ Id }) => !networks.find(({ id }) => id === network)?.members.some(({ id }) => id === Id))
          .map(({ Id, Names }) => ({ value: Id, title: nameOf(Names) }));
  const [form, setForm] = useState<ConnectForm>({ chosen: '', address: '', aliases: '' });
  const chosen = form.chosen === '' ? (choices[0]?.value ?? '') : form.chosen;
  const what =
    network === undefined
      ? nameOf(containers.find(({ Id }) => Id === container)?.Names ?? [])
      : networks.find(({ id }) => id === network)?.name;
  const failure = connect.error === null ? undefined : sentence(connect.error);
  const failed = failure === undefined ? undefined : failedConnectField(failure);
  const change = (part: Partial<ConnectForm>) => {
    setForm((now) => ({ ...now, ...part }));
    connect.reset();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || connect.isPending || onClose()}
      width="sm"
      title={network === undefined ? `Connect ${what} to a network` : `Connect a container to ${what}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            form="connect"
            type="submit"
            variant="primary"
            pending={connect.isPending}
            disabled={chosen === ''}
          >
            Connect
          </Button>
        </>
      }
    >
      <form
        id="connect"
        className="flex flex-col gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          const pair =
            network === undefined
              ? { network: chosen, Container: container ?? '' }
              : { network, Container: chosen };
          connect.mutate({ ...pair, ...connectRequest(form) }, { onSuccess: onClose });
        }}
      >
        <Field
          label={network === undefined ? 'Network' : 'Container'}
          error={failed === 'chosen' ? failure : undefined}
          hint={choices.length === 0 ? 'There is nothing left to connect.' : undefined}
        >
          {() => (
            <Select
              label={network === undefined ? 'Network' : 'Container'}
              value={chosen}
              options={choices}
              onChange={(next) => change({ chosen: next })}
            />
          )}
        </Field>
        <Field
          label="Address"
          error={failed === 'address' ? failure : undefined}
          hint="Of the network’s subnet; free ones are chosen by the engine."
        >
          {(control) => (
            <TextInput
              {...control}
              value={form.address}
              placeholder="Chosen by the engine"
              className="font-mono text-xs"
              onChange={(event) => change({ address: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="Aliases"
          error={failed === 'aliases' ? failure : undefined}
          hint="Further names for it on this network, separated by spaces."
        >
          {(control) => (
            <TextInput
              {...control}
              value={form.aliases}
              placeholder="db database"
              onChange={(event) => change({ aliases: event.target.value })}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
