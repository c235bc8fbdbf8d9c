import { cx } from './cx.ts';

interface PortLinksProps {
  readonly ports: readonly { readonly label: string; readonly url: string | undefined }[];
  readonly className?: string;
}

/** Published ports in one line; those that a browser can open are links, which leave the window. */
export function PortLinks({ ports, className }: PortLinksProps) {
  if (ports.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <span
      className={cx('block space-x-2 truncate', className)}
      title={ports.map(({ label }) => label).join(', ')}
    >
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
