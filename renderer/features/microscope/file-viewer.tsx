import { useQuery } from '@tanstack/react-query';
import { Download, X } from 'lucide-react';
import { useState } from 'react';
import type { ImageFile } from '../../../engine/api/types/microscope.ts';
import { BytesView } from '../../ui/bytes-view.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { tip } from '../../ui/tooltip.tsx';
import { DiffContent } from './diff-content.tsx';
import { DiffVersions } from './diff-versions.tsx';
import { FileFacts } from './file-facts.tsx';
import { contentAddress, fileQuery } from './queries.ts';
import { TextContent } from './text-content.tsx';

interface FileViewerProps {
  readonly image: string;
  readonly layer: number;
  readonly path: string;
  readonly onClose: () => void;
}

const MODES = [
  { value: 'content', title: 'Content' },
  { value: 'diff', title: 'Diff' },
] as const;

export function FileViewer({ image, layer, path, onClose }: FileViewerProps) {
  const { data, error, refetch } = useQuery(fileQuery(image, layer, path));
  const [mode, setMode] = useState<'content' | 'diff'>('content');
  const versions = data?.versions.filter((version) => version.layer <= layer) ?? [];
  const diffing = mode === 'diff' && versions.length > 1;
  const name = path.split('/').at(-1) ?? path;
  return (
    <section aria-label={`File ${path}`} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="selectable min-w-0 flex-1 truncate text-sm font-medium text-ink" title={path}>
          {name}
        </h2>
        {versions.length > 1 ? (
          <Segmented label="Show file as" value={mode} options={MODES} onChange={setMode} />
        ) : null}
        {data?.entry.kind === 'file' ? (
          <a
            href={contentAddress(image, layer, path)}
            download={name}
            aria-label={`Download ${name}`}
            {...tip('Download')}
            className="inline-flex size-6.5 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
          >
            <Download size={14} />
          </a>
        ) : null}
        <IconButton size="sm" label="Close file" icon={<X size={14} />} onClick={onClose} />
      </header>
      {data === undefined ? (
        error === null ? null : (
          <LoadFailed what="The file" error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <FileFacts entry={data.entry} />
          {diffing ? (
            <DiffVersions versions={versions}>
              {(from, to) => <DiffContent image={image} path={path} from={from} layer={to} />}
            </DiffVersions>
          ) : (
            <Content file={data} />
          )}
        </>
      )}
    </section>
  );
}

function Content({ file: { content, entry } }: { readonly file: ImageFile }) {
  if (entry.kind === 'symlink') {
    return <p className="px-4 py-3 text-xs text-ink-2">A link to {entry.target}</p>;
  }
  if (content.kind === 'none') return <p className="px-4 py-3 text-xs text-ink-2">It has no content.</p>;
  if (content.kind === 'binary') return <BytesView base64={content.base64} truncated={content.truncated} />;
  if (content.text === '') return <p className="px-4 py-3 text-xs text-ink-2">The file is empty.</p>;
  return (
    <>
      {content.truncated ? (
        <p className="shrink-0 bg-warn-soft px-4 py-1 text-xs text-warn">
          The start of the file; download it to see all.
        </p>
      ) : null}
      <TextContent label={`Content of ${entry.path}`} text={content.text} />
    </>
  );
}
