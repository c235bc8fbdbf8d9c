import { useQuery } from '@tanstack/react-query';
import { isNotFound } from '../../bridge/engine-error.ts';
import { Button } from '../../ui/button.tsx';
import { CodeDiff } from '../../ui/code/lazy-code.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { nameOf, shownName } from './path-text.ts';
import type { Place } from './place.ts';
import { textQuery } from './queries.ts';

interface ConflictDialogProps {
  readonly place: Place;
  readonly path: string;
  readonly mine: string;
  readonly pending: boolean;
  readonly onOverwrite: (version: string | undefined) => void;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

/** Somebody else changed the file: shows what writing would undo, and lets a person choose. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { place, path, mine, pending, onOverwrite, onReload, onClose } = props;
  const query = textQuery(place, path);
  const { data, error, refetch } = useQuery({
    ...query,
    // Beside what the editor began with, which stays.
    queryKey: ['file-text-now', ...query.queryKey.slice(1)],
    staleTime: 0,
  });
  const isGone = isNotFound(error);
  const theirs = data?.content.kind === 'text' ? data.content.text : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="lg"
      title={`${shownName(nameOf(path))} has changed`}
      description={
        isGone
          ? 'Something else has removed it since you opened it.'
          : 'Something else has written it since you opened it. This is what your version would change in it:'
      }
      footer={
        <>
          <Button onClick={onClose}>Go on editing</Button>
          {isGone ? null : <Button onClick={onReload}>Discard mine, reload</Button>}
          <Button
            variant="danger"
            pending={pending}
            disabled={data === undefined && !isGone}
            onClick={() => onOverwrite(data?.entry.version)}
          >
            {isGone ? 'Write it anew' : 'Overwrite'}
          </Button>
        </>
      }
    >
      {isGone ? null : data === undefined ? (
        error === null ? null : (
          <LoadFailed what="The file" error={error} onRetry={() => void refetch()} />
        )
      ) : theirs === undefined ? (
        <p className="text-sm text-ink-2">It is no text any more.</p>
      ) : (
        <div className="flex h-80 flex-col overflow-hidden rounded-md border border-line">
          <CodeDiff label="Their version against yours" name={nameOf(path)} before={theirs} after={mine} />
        </div>
      )}
    </Dialog>
  );
}
