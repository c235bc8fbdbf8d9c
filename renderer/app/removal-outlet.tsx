import { useState } from 'react';
import { closeRemoval, useRemoval } from '../stores/removal.ts';
import { ConfirmRemoval } from '../ui/confirm-removal.tsx';

export function RemovalOutlet() {
  const { asked } = useRemoval();
  const [pending, setPending] = useState(false);
  if (asked === undefined) return null;
  const confirm = async () => {
    setPending(true);
    try {
      await asked.onConfirm();
    } finally {
      setPending(false);
      closeRemoval();
    }
  };
  return (
    <ConfirmRemoval
      open
      title={asked.title}
      items={asked.items}
      note={asked.note}
      action={asked.action}
      pending={pending}
      onConfirm={() => void confirm()}
      onCancel={closeRemoval}
    />
  );
}
