import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import { containerListQuery } from '../../bridge/queries.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { checkForm } from './check-form.ts';
import { createFailure } from './create-failure.ts';
import { RunFields } from './fields/run-fields.tsx';
import { requestOf } from './form-request.ts';
import { useRun } from './queries.ts';
import { runCommand } from './run-command.ts';
import { EMPTY_FORM, type RunErrors, type RunForm } from './run-form.ts';

interface RunDialogProps {
  readonly image: string | undefined;
  readonly onClose: () => void;
  readonly onStarted: (id: string, interactive: boolean) => void;
}

export function RunDialog({ image = '', onClose, onStarted }: RunDialogProps) {
  const [form, setForm] = useState<RunForm>({ ...EMPTY_FORM, image });
  const [refused, setRefused] = useState<RunErrors>({});
  const [tried, setTried] = useState(false);
  const { data: containers } = useQuery(containerListQuery);
  const run = useRun();
  const taken = useMemo(
    () => new Set(containers?.flatMap(({ Names }) => Names.map((name) => name.replace(/^\//, '')))),
    [containers],
  );
  const found = checkForm(form, taken);
  const errors: RunErrors = { ...(tried ? found : withoutEmpty(found, form)), ...refused };

  const change = (part: Partial<RunForm>) => {
    setForm((now) => ({ ...now, ...part }));
    setRefused({});
  };
  const submit = () => {
    setTried(true);
    if (Object.keys(found).length > 0) return;
    run.mutate(form, {
      onSuccess: (id) => onStarted(id, form.interactive),
      onError: (error) => setRefused(createFailure(error, form.entrypoint)),
    });
  };
  const part = { form, errors, change };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || run.isPending || onClose()}
      title="Run a container"
      width="lg"
      footer={
        <>
          <Button onClick={onClose} disabled={run.isPending}>
            Cancel
          </Button>
          <Button
            type="submit"
            form="run"
            variant="primary"
            icon={<Play size={14} />}
            pending={run.isPending}
          >
            Run
          </Button>
        </>
      }
    >
      <form
        id="run"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {errors.form === undefined ? null : (
          <Banner tone="bad" role="alert" className="mb-3 rounded-md px-3">
            {errors.form}
          </Banner>
        )}
        <RunFields {...part} />
        <p className="mt-4 mb-1 text-xs font-medium text-ink-2">The same on the command line</p>
        <CodeBlock label="Command line" text={runCommand(requestOf(form), form.name).command} />
      </form>
    </Dialog>
  );
}

/** What was not filled in yet is no mistake before somebody tried to send it. */
function withoutEmpty(errors: RunErrors, form: RunForm): RunErrors {
  const { image, healthCommand, ...rest } = errors;
  return {
    ...rest,
    ...(image !== undefined && form.image !== '' && { image }),
    ...(healthCommand !== undefined && form.healthCommand !== '' && { healthCommand }),
  };
}
