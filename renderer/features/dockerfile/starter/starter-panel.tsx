import { useQuery } from '@tanstack/react-query';
import { FileQuestion } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { sentence } from '../../../bridge/engine-error.ts';
import type { Starter } from '../../../bridge/host-types.ts';
import { toast } from '../../../stores/toasts.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadFailed } from '../../../ui/load-failed.tsx';
import { SwitchRow } from '../../../ui/switch-row.tsx';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { type Chosen, starterQuery } from '../queries.ts';
import { ChoicesForm } from './choices-form.tsx';
import { FilePreview } from './file-preview.tsx';
import { KINDS } from './kind-titles.ts';
import { filesToWrite, useWriteStarter } from './use-write-starter.ts';

/** A Dockerfile and a .dockerignore for a folder, to be read before anything is written. */
export function StarterPanel({ folder }: { readonly folder: string }) {
  const [chosen, setChosen] = useState<Chosen>({});
  const [replace, setReplace] = useState<ReadonlySet<string>>(new Set());
  const { data, error, isPlaceholderData, refetch } = useQuery(starterQuery(folder, chosen));
  // A choice that is refused leaves what was proposed before, so that it can be made otherwise.
  const [last, setLast] = useState<Starter>();
  if (data !== undefined && data !== last) setLast(data);
  const starter = data ?? last;
  const { mutate, isPending } = useWriteStarter();
  const navigate = useNavigate();
  if (starter === undefined) {
    if (error !== null) return <LoadFailed what="The folder" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Looking at the folder" />;
  }
  const { kind, files } = starter;
  // Another kind begins with its own version, port and command.
  const change = (part: Chosen) =>
    setChosen((now) => (part.kind === undefined ? { ...now, ...part } : { kind: part.kind }));
  if (kind === null) {
    return (
      <EmptyState
        icon={<FileQuestion size={24} />}
        title="Nothing here says what it is"
        actions={KINDS.map(({ value, title }) => (
          <Button key={value} size="sm" onClick={() => change({ kind: value })}>
            {title}
          </Button>
        ))}
      >
        No file in {starter.folder} is known to belong to a language. What is the project written in?
      </EmptyState>
    );
  }
  const writing = filesToWrite(starter, replace);
  const names = writing.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).join(' and ');
  const write = () =>
    mutate(writing, {
      onSuccess: () => {
        toast({ tone: 'ok', title: `Wrote ${names}` });
        const path = files[0]?.path ?? '';
        void navigate(`/builds/dockerfile?${new URLSearchParams({ path }).toString()}`);
      },
      onError: (reason) => {
        toast({ tone: 'bad', title: 'Not all files were written', detail: sentence(reason) });
        void refetch();
      },
    });
  return (
    <>
      {error === null ? null : (
        <Banner tone="bad" role="alert">
          {sentence(error)}
        </Banner>
      )}
      <div className="flex min-h-0 flex-1 border-t border-line">
        <aside
          aria-label="Choices"
          className="w-72 max-w-2/5 shrink-0 overflow-y-auto border-r border-line p-5"
        >
          <ChoicesForm starter={starter} kind={kind} chosen={chosen} onChange={change} />
          {files
            .filter(({ existing }) => existing !== null)
            .map(({ path }) => {
              const name = path.slice(path.lastIndexOf('/') + 1);
              return (
                <div key={path} className="pt-3">
                  <SwitchRow
                    title={`Replace ${name}`}
                    hint="There is one in the folder, which stays unless you say so."
                    checked={replace.has(path)}
                    onChange={(on) =>
                      setReplace(
                        new Set(on ? [...replace, path] : [...replace].filter((one) => one !== path)),
                      )
                    }
                  />
                </div>
              );
            })}
        </aside>
        <div className="flex min-w-0 flex-1 flex-col gap-4 overflow-y-auto p-5">
          {files.map((file) => (
            <FilePreview key={file.path} file={file} />
          ))}
        </div>
      </div>
      <footer className="flex h-12 shrink-0 items-center gap-3 border-t border-line px-5 text-xs text-ink-3">
        <span className="min-w-0 flex-1">
          The reasons go along as comments. {writing.length === 0 ? 'Both files are there already.' : ''}
        </span>
        <Button
          variant="primary"
          disabled={writing.length === 0 || error !== null || isPlaceholderData}
          pending={isPending}
          onClick={write}
        >
          {writing.length === 0 ? 'Write' : `Write ${names}`}
        </Button>
      </footer>
    </>
  );
}
