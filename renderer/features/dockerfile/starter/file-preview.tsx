import type { StarterFile } from '../../../bridge/host-types.ts';
import { Badge } from '../../../ui/badge.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';

/** A proposed file, each line with why it stands there. */
export function FilePreview({ file: { path, lines, text, existing } }: { readonly file: StarterFile }) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    <section
      aria-label={`Proposed ${name}`}
      className="@container shrink-0 overflow-hidden rounded-md border border-line"
    >
      <header className="flex h-9 items-center gap-2 border-b border-line bg-sunken px-4 text-xs">
        <h2 className="font-medium text-ink">{name}</h2>
        {existing === null ? null : <Badge tone="warn">Exists already</Badge>}
        <span className="flex-1" />
        <CopyButton label={`Copy ${name}`} text={text} />
      </header>
      <ol className="py-1.5">
        {lines.map(({ text: instruction, why }, index) =>
          instruction === '' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity besides their place.
            <li key={index} aria-hidden className="h-3" />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity besides their place.
            <li key={index} className="grid gap-x-4 px-4 py-0.5 @min-[520px]:grid-cols-[3fr_2fr]">
              <code className="selectable min-w-0 font-mono text-xs leading-5 break-words whitespace-pre-wrap text-ink">
                {instruction}
              </code>
              <span className="selectable min-w-0 text-xs leading-5 text-ink-2">{why}</span>
            </li>
          ),
        )}
      </ol>
    </section>
  );
}
