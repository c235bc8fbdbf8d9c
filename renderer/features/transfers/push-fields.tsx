import { useQuery } from '@tanstack/react-query';
import { CircleCheck, KeyRound } from 'lucide-react';
import { Link } from 'react-router';
import { registriesQuery } from '../../bridge/queries.ts';
import { Field, TextInput } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { HUB, nameAndTag, registryOf } from './image-name.ts';

interface PushFieldsProps {
  readonly reference: string;
  readonly target: string;
  readonly problem: string | undefined;
  readonly onChange: (target: string) => void;
}

export function PushFields({ reference, target, problem, onChange }: PushFieldsProps) {
  const { data: logins = [] } = useQuery(registriesQuery);
  const host = registryOf(target.trim());
  const login = logins.find(({ server }) => server === host);
  const hosts = [...new Set([host, ...logins.map(({ server }) => server)])];
  return (
    <div className="grid grid-cols-[200px_1fr] gap-x-4">
      <div className="flex flex-col gap-1">
        <span className="text-xs font-medium text-ink-2">Registry</span>
        <Select
          label="Registry"
          value={host}
          options={hosts.map((value) => ({ value, title: value }))}
          onChange={(server) => onChange(movedTo(target.trim(), server))}
        />
      </div>
      <Field
        label="Push as"
        error={problem}
        hint={
          target.trim() === reference
            ? 'Under the name that it has.'
            : 'The image gets this name here too; nothing is copied.'
        }
      >
        {(control) => (
          <TextInput
            {...control}
            autoFocus
            value={target}
            onChange={({ target: field }) => onChange(field.value)}
          />
        )}
      </Field>
      <p className="col-span-2 mt-1 flex items-center gap-2 text-xs text-ink-2">
        {login === undefined ? (
          <>
            <KeyRound size={14} className="text-ink-3" /> Without a login at {host}.
            <Link to={`/settings?registry=${encodeURIComponent(host)}`}>Log in</Link>
          </>
        ) : (
          <>
            <CircleCheck size={14} className="text-ok" /> As {login.username} at {login.server}
          </>
        )}
      </p>
    </div>
  );
}

/** The same image under another registry. */
export function movedTo(reference: string, server: string): string {
  const { name, tag } = nameAndTag(reference);
  const host = registryOf(name);
  const path = host === HUB ? name.replace(/^docker\.io\//, '') : name.slice(host.length + 1);
  return `${server === HUB ? path : `${server}/${path}`}:${tag}`;
}
