import { useMemo } from 'react';
import { hexRows } from './hex-rows.ts';

interface BytesViewProps {
  readonly base64: string;
  readonly truncated: boolean;
}

/** The first bytes of what is no text, as `hexdump -C` shows them. */
export function BytesView({ base64, truncated }: BytesViewProps) {
  const rows = useMemo(() => hexRows(base64), [base64]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <p className="shrink-0 px-4 py-2 text-xs text-ink-2">
        Not a text{truncated ? '; these are its first bytes' : ''}.
      </p>
      <pre
        aria-label="Bytes"
        tabIndex={0}
        className="selectable min-h-0 flex-1 overflow-auto bg-sunken px-4 py-2 font-mono text-2xs leading-[18px] focus-visible:-outline-offset-2"
      >
        {rows.map(({ offset, bytes, text }) => (
          <span key={offset} className="block whitespace-pre">
            <span className="text-ink-3">{offset} </span>
            {bytes.padEnd(48)}
            <span className="text-ink-2">{text}</span>
          </span>
        ))}
      </pre>
    </div>
  );
}
