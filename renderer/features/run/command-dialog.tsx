import { useQuery } from '@tanstack/react-query';
import { isNotFound, sentence } from '../../bridge/engine-error.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { containerRequestQuery } from './edit/queries.ts';
import { runCommand } from './run-command.ts';

interface CommandDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The `docker run` command that makes a container like this one, to be copied. */
export function CommandDialog({ id, onClose }: CommandDialogProps) {
  const { data, error } = useQuery(containerRequestQuery(id));
  const said = data === undefined ? undefined : runCommand(data.request, data.name);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={data === undefined ? 'As a docker command' : `${data.name} as a docker command`}
      width="lg"
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {said !== undefined ? (
        <>
          <CodeBlock label="Command line" text={said.command} />
          {said.missing.length === 0 ? null : (
            <p className="mt-2 text-sm text-ink-2">
              The command line cannot say all of this container; missing: {said.missing.join(', ')}.
            </p>
          )}
        </>
      ) : error !== null ? (
        <p role="alert" className="text-sm text-bad">
          {isNotFound(error)
            ? 'Only Gantry’s own engine tells what a container was made of.'
            : sentence(error)}
        </p>
      ) : (
        <Spinner />
      )}
    </Dialog>
  );
}
