import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';

const LINE = 18;

/** A text with line numbers; only the lines in view are in the page, so its length costs nothing. */
export function TextContent({ label, text }: { readonly label: string; readonly text: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => text.replace(/\n$/, '').split('\n'), [text]);
  const longest = useMemo(() => lines.reduce((most, line) => Math.max(most, line.length), 0), [lines]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE,
    overscan: 30,
  });
  const digits = String(lines.length).length;
  return (
    <div
      ref={frame}
      role="region"
      aria-label={label}
      tabIndex={0}
      className="selectable min-h-0 flex-1 overflow-auto bg-sunken font-mono text-2xs leading-[18px] focus-visible:-outline-offset-2"
    >
      <div
        className="relative"
        style={{ height: virtualizer.getTotalSize(), minWidth: `calc(${longest + digits}ch + 48px)` }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <div key={index} className="absolute flex whitespace-pre" style={{ top: start, height: LINE }}>
            <span
              aria-hidden
              className="shrink-0 pr-3 pl-3 text-right text-ink-3 select-none"
              style={{ minWidth: `calc(${digits}ch + 24px)` }}
            >
              {index + 1}
            </span>
            <span className="text-ink">{lines[index]}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
