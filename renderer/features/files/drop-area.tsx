import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { shownName } from './path-text.ts';

interface DropAreaProps {
  /** The folder that takes what is dropped; undefined when it takes nothing. */
  readonly folder: string | undefined;
  readonly onDrop: (transfer: DataTransfer) => void;
  readonly children: ReactNode;
}

/** Takes files and folders that are dropped anywhere on what it holds. */
export function DropArea({ folder, onDrop, children }: DropAreaProps) {
  const [over, setOver] = useState(false);
  // Each child that is entered or left tells so: only the sum says whether the pointer is still inside.
  const depth = useRef(0);
  const enter = (change: 1 | -1) => {
    depth.current += change;
    setOver(depth.current > 0);
  };
  const takes = (event: DragEvent) => folder !== undefined && event.dataTransfer.types.includes('Files');
  return (
    <div
      className="relative flex min-h-0 min-w-0 flex-1 flex-col"
      onDragEnter={(event) => takes(event) && enter(1)}
      onDragLeave={(event) => takes(event) && enter(-1)}
      onDragOver={(event) => takes(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        onDrop(event.dataTransfer);
      }}
    >
      {children}
      {over && folder !== undefined ? (
        <div className="pointer-events-none absolute inset-3 z-30 flex animate-appear flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed border-accent bg-raised/90 text-ink">
          <FileUp size={28} className="text-accent-text" />
          <p className="text-base font-medium">Drop to upload</p>
          <p className="max-w-full truncate px-4 text-sm text-ink-2">to {shownName(folder)}</p>
        </div>
      ) : null}
    </div>
  );
}
