import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { ContainerEdit } from '../../../../engine/api/types/edit.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { editQuery, useGoBack, useKeep } from './queries.ts';

/** Above a container that was edited, or that was before an edit: what is kept, and the two ways to end that. */
export function EditBanner({ id }: { readonly id: string }) {
  const { data } = useQuery(editQuery(id));
  const edit = data?.edit ?? null;
  if (edit === null) return null;
  return (
    <Banner
      tone={edit.phase === 'kept' ? 'busy' : 'warn'}
      icon={<History size={15} aria-hidden className="shrink-0" />}
      actions={<EditActions edit={edit} id={id} />}
    >
      <EditWords edit={edit} isBefore={id === edit.before.id} />
    </Banner>
  );
}

/** In place of the form: a container is edited again when it is decided about the last edit. */
export function StillKept({ edit, onBack }: { readonly edit: ContainerEdit; readonly onBack: () => void }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-ink-2">
        The last edit is not decided yet, and only one container before is kept. Keep the edited one, or go
        back.
      </p>
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 text-sm text-ink">
          <EditWords edit={edit} isBefore={false} />
        </p>
        <EditActions edit={edit} id={edit.after?.id ?? edit.before.id} onBack={onBack} />
      </div>
    </div>
  );
}

function EditWords({ edit, isBefore }: { readonly edit: ContainerEdit; readonly isBefore: boolean }) {
  const { phase, at, before, after } = edit;
  const ago = <Ago time={Date.parse(at)} />;
  if (phase === 'changing')
    return <>It is being edited; the one before comes back when the new one does not work.</>;
  if (phase === 'returning') return <>The one before the edit is being put back.</>;
  if (!isBefore) {
    return (
      <>
        Edited {ago}. The one before is kept as{' '}
        <Link to={`/containers/${before.id}`} className="text-inherit underline">
          {before.name}
        </Link>
        . Going back removes this one, keeping this one removes that one.
      </>
    );
  }
  if (after === null) return <>This is from before an edit ({ago}); the edited one was removed.</>;
  return (
    <>
      This is from before an edit ({ago}).{' '}
      <Link to={`/containers/${after.id}`} className="text-inherit underline">
        {after.name}
      </Link>{' '}
      is in its place. Going back removes that one, keeping it removes this one.
    </>
  );
}

interface EditActionsProps {
  readonly edit: ContainerEdit;
  readonly id: string;
  readonly onBack?: () => void;
}

function EditActions({ edit, id, onBack }: EditActionsProps) {
  const { phase, before, after } = edit;
  const navigate = useNavigate();
  const goBack = useGoBack();
  const keep = useKeep();
  const isBusy = goBack.isPending || keep.isPending;
  if (phase === 'returning') return null;
  return (
    <>
      <Button
        size="sm"
        pending={goBack.isPending}
        disabled={isBusy}
        onClick={() => {
          goBack.mutate(id);
          // This page's container may be the one that goes.
          void navigate(`/containers/${before.id}`);
          onBack?.();
        }}
      >
        Go back
      </Button>
      {phase === 'kept' && after !== null ? (
        <Button
          size="sm"
          pending={keep.isPending}
          disabled={isBusy}
          onClick={() =>
            keep.mutate(id, {
              onSuccess: () => void (id === before.id && navigate(`/containers/${after.id}`)),
            })
          }
        >
          Keep this one
        </Button>
      ) : null}
    </>
  );
}
