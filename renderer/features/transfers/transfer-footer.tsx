import { RotateCw } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { cancelTransfer, dismissTransfer, type Transfer } from './transfers-store.ts';

interface TransferFooterProps {
  readonly transfer: Transfer;
  readonly onClose: () => void;
  readonly onAgain: () => void;
}

/** What can be done while it runs, and when it is over. */
export function TransferFooter({ transfer: { id, state, kind }, onClose, onAgain }: TransferFooterProps) {
  if (state === 'running') {
    return (
      <>
        <Button onClick={() => cancelTransfer(id)}>Cancel {kind}</Button>
        <Button variant="primary" onClick={onClose}>
          Continue in background
        </Button>
      </>
    );
  }
  const again = () => {
    dismissTransfer(id);
    onAgain();
  };
  const close = () => {
    dismissTransfer(id);
    onClose();
  };
  return (
    <>
      {state === 'done' ? (
        kind === 'pull' ? (
          <Button onClick={again}>Pull another</Button>
        ) : null
      ) : (
        <Button icon={<RotateCw size={15} />} onClick={again}>
          Try again
        </Button>
      )}
      <Button variant="primary" onClick={close}>
        Done
      </Button>
    </>
  );
}
