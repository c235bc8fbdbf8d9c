import { useQuery } from '@tanstack/react-query';
import { sentence } from '../../bridge/engine-error.ts';
import { toast } from '../../stores/toasts.ts';
import { ConfirmRemoval } from '../../ui/confirm-removal.tsx';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { nameOf, shownName } from './path-text.ts';
import type { Place } from './place.ts';
import { measureQuery, useRemove } from './queries.ts';

interface RemoveDialogProps {
  readonly place: Place;
  readonly paths: readonly string[];
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** So many are named one by one. */
const NAMED = 50;

/** Says exactly what goes, with everything in it, and how much that is. */
export function RemoveDialog({ place, paths, onRemoved, onClose }: RemoveDialogProps) {
  const { data, error } = useQuery(measureQuery(place, paths));
  const remove = useRemove(place);
  const what = paths.length === 1 ? `“${shownName(nameOf(paths[0] ?? ''))}”` : counted(paths.length, 'item');
  const items = paths.slice(0, NAMED).map((path) => ({ name: shownName(path) }));
  return (
    <ConfirmRemoval
      open
      title={`Delete ${what} from ${place.name}?`}
      items={
        paths.length > NAMED
          ? [...items, { name: `and ${(paths.length - NAMED).toLocaleString('en')} more` }]
          : items
      }
      note={
        <p role="status">
          {data === undefined ? (
            error === null ? (
              'Counting what is in them…'
            ) : (
              sentence(error)
            )
          ) : (
            <>
              {data.complete ? '' : 'At least '}
              {counted(data.files, 'file')}
              {data.folders === 0 ? '' : ` in ${counted(data.folders, 'folder')}`}, {formatBytes(data.bytes)}.
              This cannot be undone.
            </>
          )}
        </p>
      }
      action="Delete"
      pending={remove.isPending}
      onConfirm={() =>
        remove.mutate(paths, {
          onSuccess: ({ removed }) => {
            toast({
              tone: 'ok',
              title: `Deleted ${removed.length === 1 ? what : counted(removed.length, 'item')}`,
            });
            onRemoved();
          },
          onError: (failure) => {
            toast({ tone: 'bad', title: 'Not everything could be deleted', detail: sentence(failure) });
            onClose();
          },
        })
      }
      onCancel={onClose}
    />
  );
}
