import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { nameProblem } from './image-name.ts';
import { PullFields, type PullWish } from './pull-fields.tsx';
import { TransferFooter } from './transfer-footer.tsx';
import { TransferView } from './transfer-view.tsx';
import { startTransfer, useTransfers } from './transfers-store.ts';

interface PullDialogProps {
  /** A pull that runs already, to look at it again. */
  readonly transfer?: number | undefined;
  readonly onClose: () => void;
}

export function PullDialog({ transfer: given, onClose }: PullDialogProps) {
  const [wish, setWish] = useState<PullWish>({ reference: '', platform: '' });
  const [id, setId] = useState(given);
  const transfer = useTransfers(({ transfers }) => transfers.find((entry) => entry.id === id));
  const reference = wish.reference.trim();
  const problem = reference === '' ? undefined : nameProblem(reference);
  const start = () => setId(startTransfer({ kind: 'pull', reference, platform: wish.platform }));
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={transfer === undefined ? 'Pull an image' : `Pull ${transfer.reference}`}
      description="Downloads an image, layer by layer. Layers that are here already are not fetched again."
      footer={
        transfer === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form="pull"
              icon={<Download size={15} />}
              disabled={reference === '' || problem !== undefined}
            >
              Pull
            </Button>
          </>
        ) : (
          <TransferFooter
            transfer={transfer}
            onClose={onClose}
            onAgain={() => {
              setWish({ reference: transfer.reference, platform: transfer.platform });
              setId(undefined);
            }}
          />
        )
      }
    >
      {transfer === undefined ? (
        <form
          id="pull"
          onSubmit={(event) => {
            event.preventDefault();
            if (reference !== '' && problem === undefined) start();
          }}
        >
          <PullFields wish={wish} problem={problem} onChange={setWish} />
        </form>
      ) : (
        <TransferView transfer={transfer} onLeave={onClose} />
      )}
    </Dialog>
  );
}
