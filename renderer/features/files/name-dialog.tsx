import { useState } from 'react';
import { sentence } from '../../bridge/engine-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';

interface NameDialogProps {
  readonly title: string;
  readonly action: string;
  readonly initial: string;
  readonly error: Error | null;
  readonly pending: boolean;
  readonly onSubmit: (name: string) => void;
  readonly onType: () => void;
  readonly onClose: () => void;
}

/** Asks for a name in the folder that is shown. */
export function NameDialog(props: NameDialogProps) {
  const { title, action, initial, error, pending, onSubmit, onType, onClose } = props;
  const [name, setName] = useState(initial);
  const wrong = problemWith(name);
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="sm"
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="file-name"
            variant="primary"
            pending={pending}
            disabled={name === '' || name === initial || wrong !== undefined}
          >
            {action}
          </Button>
        </>
      }
    >
      <form
        id="file-name"
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== '' && wrong === undefined) onSubmit(name);
        }}
      >
        <Field label="Name" error={wrong ?? (error === null ? undefined : sentence(error))}>
          {(control) => (
            <TextInput
              {...control}
              autoFocus
              value={name}
              onFocus={({ currentTarget }) => {
                // Without the ending, which mostly stays.
                const dot = currentTarget.value.lastIndexOf('.');
                currentTarget.setSelectionRange(0, dot > 0 ? dot : currentTarget.value.length);
              }}
              onChange={(event) => {
                setName(event.target.value);
                onType();
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}

function problemWith(name: string): string | undefined {
  if (name.includes('/')) return 'A name holds no slash.';
  if (name === '.' || name === '..') return `“${name}” means a folder already.`;
  return new TextEncoder().encode(name).length > 255 ? 'A name has at most 255 bytes.' : undefined;
}
