import { Upload } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { nameProblem } from './image-name.ts';
import { PushFields } from './push-fields.tsx';
import { useTagForPush } from './queries.ts';
import { TransferFooter } from './transfer-footer.tsx';
import { TransferView } from './transfer-view.tsx';
import { startTransfer, useTransfers } from './transfers-store.ts';

interface PushDialogProps {
  readonly reference: string;
  /** A push that runs already, to look at it again. */
  readonly transfer?: number | undefined;
  readonly onClose: () => void;
}

export function PushDialog({ reference, transfer: given, onClose }: PushDialogProps) {
  const [target, setTarget] = useState(reference);
  const [id, setId] = useState(given);
  const transfer = useTransfers(({ transfers }) => transfers.find((entry) => entry.id === id));
  const tag = useTagForPush();
  const problem = target.trim() === '' ? undefined : nameProblem(target.trim());
  const start = () => {
    const name = target.trim();
    const push = () => setId(startTransfer({ kind: 'push', reference: name, platform: '' }));
    if (name === reference) push();
    else tag.mutate({ from: reference, to: name }, { onSuccess: push });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Push ${transfer?.reference ?? reference}`}
      description="Uploads the layers that the registry does not have yet."
      footer={
        transfer === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form="push"
              icon={<Upload size={15} />}
              pending={tag.isPending}
              disabled={target.trim() === '' || problem !== undefined}
            >
              Push
            </Button>
          </>
        ) : (
          <TransferFooter transfer={transfer} onClose={onClose} onAgain={() => setId(undefined)} />
        )
      }
    >
      {transfer === undefined ? (
        <form
          id="push"
          onSubmit={(event) => {
            event.preventDefault();
            if (problem === undefined) start();
          }}
        >
          <PushFields
            reference={reference}
            target={target}
            problem={problem ?? tag.error?.message}
            onChange={setTarget}
          />
        </form>
      ) : (
        <TransferView transfer={transfer} onLeave={onClose} />
      )}
    </Dialog>
  );
}
