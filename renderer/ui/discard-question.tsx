import { AlertDialog as Radix } from 'radix-ui';
import { useBlocker } from 'react-router';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { PANEL, SCRIM } from './dialog.tsx';

interface DiscardQuestionProps {
  readonly dirty: boolean;
  /** What was changed. */
  readonly name: string;
  readonly onDiscard: () => void;
}

/** Nothing typed is lost by going elsewhere without being asked. */
export function DiscardQuestion({ dirty, name, onDiscard }: DiscardQuestionProps) {
  const blocker = useBlocker(dirty);
  const stay = () => blocker.reset?.();
  return (
    <Radix.Root open={blocker.state === 'blocked'} onOpenChange={(open) => open || stay()}>
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        <Radix.Content className={cx(PANEL, 'max-w-md')}>
          <Radix.Title className="px-5 pt-4 pb-2 text-base font-semibold text-ink">
            Discard what you changed?
          </Radix.Title>
          <Radix.Description className="px-5 text-sm text-ink-2">
            {name} was changed here and not saved.
          </Radix.Description>
          <footer className="mt-4 flex shrink-0 justify-end gap-2 border-t border-line px-5 py-3">
            <Radix.Cancel asChild>
              <Button>Go on editing</Button>
            </Radix.Cancel>
            <Button
              variant="danger"
              onClick={() => {
                onDiscard();
                blocker.proceed?.();
              }}
            >
              Discard
            </Button>
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
