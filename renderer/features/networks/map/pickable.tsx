import { type ReactNode, use } from 'react';
import { cx } from '../../../ui/cx.ts';
import { Handles } from '../../../ui/graph/handles.tsx';
import { PartiesContext } from './parties.ts';

/** What all cards of the map have in common. */
export const CARD = 'pointer-events-auto relative h-full w-full rounded-md border bg-raised text-left';

interface PickableProps {
  readonly name: string;
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A card of which all but its links is one button: who asks, or who is asked. */
export function Pickable({ name, label, className, children }: PickableProps) {
  const { from, to, within, pick } = use(PartiesContext);
  const role = from === name ? 'A' : to === name ? 'B' : undefined;
  return (
    <div
      className={cx(
        CARD,
        className,
        role === undefined && within?.has(name) === false && 'opacity-40',
        role === undefined ? 'border-line hover:border-line-strong' : 'border-accent ring-1 ring-accent',
      )}
    >
      <Handles />
      <button
        type="button"
        aria-label={role === undefined ? label : `${label}, ${role === 'A' ? 'asks' : 'is asked'}`}
        aria-pressed={role !== undefined}
        onClick={() => pick(name)}
        className="nopan absolute inset-0 rounded-md"
      />
      {children}
      {role === undefined ? null : (
        <span
          aria-hidden
          className="absolute -top-2 -left-2 flex size-5 items-center justify-center rounded-full bg-accent text-2xs font-semibold text-on-accent"
        >
          {role}
        </span>
      )}
    </div>
  );
}
