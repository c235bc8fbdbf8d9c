import { useQuery } from '@tanstack/react-query';
import { Download, X } from 'lucide-react';
import { useState } from 'react';
import type { FileChange } from '../../../engine/api/types/files.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { tip } from '../../ui/tooltip.tsx';
import { downloadAddress } from './download.ts';
import { FileContent } from './file-content.tsx';
import { FileFacts } from './file-facts.tsx';
import { ImageDiff } from './image-diff.tsx';
import { nameOf, shownName } from './path-text.ts';
import type { Place } from './place.ts';
import { textQuery } from './queries.ts';

const MODES = [
  { value: 'content', title: 'Content' },
  { value: 'diff', title: 'Diff' },
] as const;

interface FileViewProps {
  readonly place: Place;
  readonly path: string;
  /** What the container did to it; undefined while that is not known. */
  readonly change: FileChange | null | undefined;
  /** Why it cannot be changed. */
  readonly readOnly: string | null;
  readonly onDirty: (dirty: boolean) => void;
  readonly onClose: () => void;
}

export function FileView({ place, path, change, readOnly, onDirty, onClose }: FileViewProps) {
  const [chosen, setMode] = useState<'content' | 'diff'>('content');
  const isDeleted = change === 'deleted';
  const { data, error, refetch } = useQuery({ ...textQuery(place, path), enabled: !isDeleted });
  const comparable = place.kind === 'container' && change != null;
  const mode = isDeleted ? 'diff' : comparable ? chosen : 'content';
  const name = shownName(nameOf(path));
  const address = data === undefined ? undefined : downloadAddress(place, data.entry);
  return (
    <section aria-label={`File ${shownName(path)}`} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="selectable min-w-0 flex-1 truncate text-sm font-medium text-ink" title={name}>
          {name}
        </h2>
        {comparable && !isDeleted ? (
          <Segmented label="Show file as" value={mode} options={MODES} onChange={setMode} />
        ) : null}
        {address === undefined ? null : (
          <a
            href={address}
            download={name}
            aria-label={`Download ${name}`}
            {...tip('Download')}
            className="inline-flex size-6.5 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
          >
            <Download size={14} />
          </a>
        )}
        <IconButton size="sm" label="Close file" icon={<X size={14} />} onClick={onClose} />
      </header>
      {mode === 'diff' ? (
        <ImageDiff place={place} path={path} />
      ) : data === undefined ? (
        error === null ? null : (
          <LoadFailed what="The file" error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <FileFacts entry={data.entry} />
          <FileContent
            key={data.entry.version}
            place={place}
            file={data}
            readOnly={readOnly}
            onDirty={onDirty}
            onReload={() => void refetch()}
          />
        </>
      )}
    </section>
  );
}
