import { useState } from 'react';
import { sentence } from '../../bridge/engine-error.ts';
import { toast } from '../../stores/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { useLogIn } from './queries.ts';

interface LoginDialogProps {
  readonly server: string;
  readonly onClose: () => void;
}

export function LoginDialog({ server: given, onClose }: LoginDialogProps) {
  const [server, setServer] = useState(given);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const logIn = useLogIn();
  const change =
    (set: (value: string) => void) => (event: { readonly target: { readonly value: string } }) => {
      set(event.target.value);
      logIn.reset();
    };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="sm"
      title="Log in to a registry"
      description="The registry is asked first; only a login that works is kept."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="login"
            variant="primary"
            pending={logIn.isPending}
            disabled={username.trim() === '' || password === ''}
          >
            Log in
          </Button>
        </>
      }
    >
      <form
        id="login"
        className="flex flex-col gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          logIn.mutate(
            { server, username: username.trim(), password },
            {
              onSuccess: () => {
                toast({ tone: 'ok', title: `Logged in as ${username.trim()}` });
                onClose();
              },
            },
          );
        }}
      >
        <Field label="Registry" hint="Empty: Docker Hub.">
          {(control) => (
            <TextInput
              {...control}
              autoFocus={given === ''}
              value={server}
              placeholder="registry.example.com:5000"
              onChange={change(setServer)}
            />
          )}
        </Field>
        <Field label="User name">
          {(control) => (
            <TextInput
              {...control}
              autoFocus={given !== ''}
              autoComplete="username"
              value={username}
              onChange={change(setUsername)}
            />
          )}
        </Field>
        <Field
          label="Password or token"
          hint="An access token is safer than your password, where the registry has them."
          error={logIn.error === null ? undefined : sentence(logIn.error)}
        >
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={change(setPassword)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
