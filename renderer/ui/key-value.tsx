import { Fragment, type ReactNode } from 'react';

interface KeyValueProps {
  readonly label: string;
  readonly rows: readonly (readonly [string, ReactNode])[];
}

export function KeyValue({ label, rows }: KeyValueProps) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-[minmax(96px,max-content)_minmax(0,1fr)] gap-x-6 gap-y-2"
    >
      {rows.map(([key, value]) => (
        <Fragment key={key}>
          <dt className="text-ink-3">{key}</dt>
          <dd className="selectable min-w-0 break-words text-ink">{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
