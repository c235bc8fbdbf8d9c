import type { LocalText } from '../../bridge/host-types.ts';
import { Button } from '../../ui/button.tsx';
import { CodeDiff } from '../../ui/code/lazy-code.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface ConflictDialogProps {
  readonly name: string;
  readonly mine: string;
  /** What is there now; null when it was removed. */
  readonly theirs: LocalText | null;
  readonly pending: boolean;
  readonly onOverwrite: () => void;
  readonly onReload: () => void;
  readonly onClose: () => void;
}

/** Something else has changed the file: shows what writing would undo, and lets a person choose. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { name, mine, theirs, pending, onOverwrite, onReload, onClose } = props;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="lg"
      title={`${name} has changed`}
      description={
        theirs === null
          ? 'Something else has removed it since you opened it.'
          : 'Something else has written it since you opened it. This is what your version would change in it:'
      }
      footer={
        <>
          <Button onClick={onClose}>Go on editing</Button>
          {theirs === null ? null : <Button onClick={onReload}>Discard mine, reload</Button>}
          <Button variant="danger" pending={pending} onClick={onOverwrite}>
            {theirs === null ? 'Write it anew' : 'Overwrite'}
          </Button>
        </>
      }
    >
      {theirs === null ? null : (
        <div className="flex h-80 flex-col overflow-hidden rounded-md border border-line">
          <CodeDiff label="Their version against yours" name={name} before={theirs.text} after={mine} />
        </div>
      )}
    </Dialog>
  );
}
