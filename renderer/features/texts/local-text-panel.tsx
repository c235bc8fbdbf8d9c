import type { ReactNode } from 'react';
import { isNotFound } from '../../bridge/engine-error.ts';
import { useWatchedText } from '../../bridge/local-files.ts';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { type EditedText, LocalTextEditor } from './local-text-editor.tsx';

interface LocalTextPanelProps {
  readonly edited: EditedText;
  /** Shown when there is no such file. */
  readonly absent: ReactNode;
}

/** A text of this machine to be read and edited. */
export function LocalTextPanel({ edited, absent }: LocalTextPanelProps) {
  const { data, error, refetch } = useWatchedText(edited.path);
  if (data !== undefined) return <LocalTextEditor key={edited.path} edited={edited} opened={data} />;
  if (isNotFound(error)) return absent;
  if (error !== null) return <LoadFailed what="The file" error={error} onRetry={() => void refetch()} />;
  return <TableSkeleton label="Loading the file" />;
}
