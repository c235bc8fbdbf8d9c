import { useQuery } from '@tanstack/react-query';
import { Info } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ContainerRequestAnswer } from '../../../../engine/api/types/edit.ts';
import { containerListQuery } from '../../../bridge/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { checkForm } from '../check-form.ts';
import { createFailure } from '../create-failure.ts';
import { RunFields } from '../fields/run-fields.tsx';
import { requestOf } from '../form-request.ts';
import type { RunErrors, RunForm } from '../run-form.ts';
import { beginEdit, changesOfEdit } from './begin-edit.ts';
import { EditProgress } from './edit-progress.tsx';
import { EditReview } from './edit-review.tsx';
import { useGoBack } from './queries.ts';
import { useRecreate } from './use-recreate.ts';

interface EditFormProps {
  readonly id: string;
  readonly running: boolean;
  readonly asked: ContainerRequestAnswer;
  readonly onClose: () => void;
  readonly onDone: (id: string) => void;
}

export function EditForm({ id, running, asked, onClose, onDone }: EditFormProps) {
  const [began] = useState(() => beginEdit(asked));
  const [form, setForm] = useState<RunForm>(began.form);
  const [refused, setRefused] = useState<RunErrors>({});
  const [reviewing, setReviewing] = useState(false);
  const { data: containers } = useQuery(containerListQuery);
  const taken = useMemo(
    () =>
      new Set(
        containers
          ?.filter(({ Id }) => Id !== id)
          .flatMap(({ Names }) => Names.map((name) => name.replace(/^\//, ''))),
      ),
    [containers, id],
  );
  const { recreation, start, forget } = useRecreate({
    onRefused: (error) => {
      setRefused(createFailure(error, form.entrypoint));
      setReviewing(false);
    },
    onDone: ({ after }) => onDone(after.id),
  });
  const goBack = useGoBack();
  const found = checkForm(form, taken);
  const errors: RunErrors = {
    ...(form.name === '' && { name: 'It has to have a name.' }),
    ...found,
    ...refused,
  };
  const isWrong = form.name === '' || Object.keys(found).length > 0;
  const request = requestOf(form, began.left);
  const last = recreation?.steps.at(-1)?.step;
  const isOver = last === 'failed' || recreation?.lost !== undefined;
  const change = (part: Partial<RunForm>) => {
    setForm((now) => ({ ...now, ...part }));
    setRefused({});
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={recreation === undefined && reviewing ? `What changes in ${asked.name}` : `Edit ${asked.name}`}
      width="lg"
      footer={
        recreation !== undefined ? (
          <>
            {last === 'failed' ? (
              <Button onClick={forget}>Change the edit</Button>
            ) : isOver ? null : (
              <Button
                disabled={last === undefined || last === 'undoing'}
                pending={goBack.isPending}
                onClick={() => goBack.mutate(id)}
              >
                Go back
              </Button>
            )}
            <Button onClick={onClose}>{isOver ? 'Close' : 'Go on in the background'}</Button>
          </>
        ) : reviewing ? (
          <>
            <Button onClick={() => setReviewing(false)}>Back to the form</Button>
            <Button
              variant="primary"
              onClick={() => {
                setReviewing(false);
                start({ id, name: form.name, request });
              }}
            >
              Apply
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form="edit" variant="primary" disabled={isWrong}>
              Review the changes
            </Button>
          </>
        )
      }
    >
      {recreation !== undefined ? (
        <EditProgress recreation={recreation} />
      ) : reviewing ? (
        <EditReview id={id} running={running} changes={changesOfEdit(asked, { name: form.name, request })} />
      ) : (
        <form
          id="edit"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isWrong) setReviewing(true);
          }}
        >
          {errors.form === undefined ? null : (
            <Banner tone="bad" role="alert" className="mb-3 rounded-md px-3">
              {errors.form}
            </Banner>
          )}
          {began.notes.map((note) => (
            <p key={note} className="mb-3 flex items-start gap-2 text-sm text-ink-2">
              <Info size={15} aria-hidden className="mt-0.5 shrink-0 text-accent-text" />
              <span className="selectable">{note}</span>
            </p>
          ))}
          <RunFields form={form} errors={errors} change={change} edited={asked.name} />
        </form>
      )}
    </Dialog>
  );
}
