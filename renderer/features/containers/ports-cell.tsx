import type { PublishedPort } from './container-view.ts';

export function PortsCell({ ports }: { readonly ports: readonly PublishedPort[] }) {
  if (ports.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <span className="block space-x-2 truncate" title={ports.map(({ label }) => label).join(', ')}>
      {ports.map(({ label, url }) =>
        url === undefined ? (
          <span key={label}>{label}</span>
        ) : (
          <a key={label} href={url} target="_blank" rel="noreferrer" className="hover:underline">
            {label}
          </a>
        ),
      )}
    </span>
  );
}
