import { useQuery } from '@tanstack/react-query';
import { KeyRound, LogOut, Plus } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { sentence } from '../../bridge/engine-error.ts';
import { registriesQuery } from '../../bridge/queries.ts';
import { askRemoval } from '../../stores/removal.ts';
import { toast } from '../../stores/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { LoginDialog } from './login-dialog.tsx';
import { useLogOut } from './queries.ts';
import { RegistryFacts } from './registry-facts.tsx';
import { SettingsSection } from './settings-section.tsx';

/** Logins at registries. `?registry=HOST` in the address opens the dialog for that host. */
export function RegistriesSection() {
  const { data: logins = [], error } = useQuery(registriesQuery);
  const [params, setParams] = useSearchParams();
  const [chosen, setAsked] = useState<string>();
  const asked = chosen ?? params.get('registry') ?? undefined;
  const close = () => {
    setAsked(undefined);
    setParams({}, { replace: true });
  };
  return (
    <SettingsSection title="Registries">
      <div className="flex items-start justify-between gap-8">
        <p className="text-xs text-ink-3">
          Where images are pulled from and pushed to. Passwords stay with Gantry’s desktop host, in a file
          that only you can read; no page gets them back.
        </p>
        <Button icon={<Plus size={15} />} onClick={() => setAsked('')}>
          Log in
        </Button>
      </div>
      {error === null ? null : <p className="text-xs text-bad">{sentence(error)}</p>}
      {logins.length === 0 ? (
        <p className="text-sm text-ink-2">Logged in nowhere. Public images need no login.</p>
      ) : (
        <ul aria-label="Logins" className="divide-y divide-line rounded-md border border-line">
          {logins.map(({ server, username }) => (
            <LoginRow key={server} server={server} username={username} onAgain={() => setAsked(server)} />
          ))}
        </ul>
      )}
      <RegistryFacts />
      {asked === undefined ? null : <LoginDialog server={asked} onClose={close} />}
    </SettingsSection>
  );
}

interface LoginRowProps {
  readonly server: string;
  readonly username: string;
  readonly onAgain: () => void;
}

function LoginRow({ server, username, onAgain }: LoginRowProps) {
  const { mutateAsync: logOut } = useLogOut();
  const ask = () =>
    askRemoval({
      title: `Log out of ${server}?`,
      items: [{ name: server, detail: `The login of ${username}` }],
      note: 'Images stay. Private ones can be pulled again after the next login.',
      action: 'Log out',
      onConfirm: () =>
        logOut(server).catch((reason: unknown) =>
          toast({ tone: 'bad', title: `Still logged in at ${server}`, detail: sentence(reason) }),
        ),
    });
  return (
    <li className="flex items-center gap-3 px-3 py-2">
      <KeyRound size={15} className="shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1 truncate">
        <span className="selectable font-medium text-ink">{server}</span>
        <span className="text-ink-2"> as {username}</span>
      </span>
      <Button size="sm" variant="quiet" aria-label={`Change login at ${server}`} onClick={onAgain}>
        Change
      </Button>
      <Button size="sm" icon={<LogOut size={14} />} aria-label={`Log out of ${server}`} onClick={ask}>
        Log out
      </Button>
    </li>
  );
}
