import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { startLoads } from './loads-store.ts';

/** Takes image files that are dropped anywhere on what it holds. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const [over, setOver] = useState(false);
  // Each child that is entered or left tells so: only the sum says whether the pointer is still inside.
  const depth = useRef(0);
  const enter = (change: 1 | -1) => {
    depth.current += change;
    setOver(depth.current > 0);
  };
  const takesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragEnter={(event) => takesFiles(event) && enter(1)}
      onDragLeave={(event) => takesFiles(event) && enter(-1)}
      onDragOver={(event) => takesFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        startLoads([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over ? (
        <div className="pointer-events-none absolute inset-3 z-30 flex animate-appear flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed border-accent bg-raised/90 text-ink">
          <FileUp size={28} className="text-accent-text" />
          <p className="text-base font-medium">Drop to load</p>
          <p className="text-sm text-ink-2">
            An archive as “docker save” writes it, or an OCI layout as a tar
          </p>
        </div>
      ) : null}
    </div>
  );
}
