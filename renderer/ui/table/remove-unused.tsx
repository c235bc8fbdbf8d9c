import { Eraser } from 'lucide-react';
import { Button } from '../button.tsx';

/** Offers to remove what nothing uses; nothing when there is none. */
export function RemoveUnused({ count, onRemove }: { readonly count: number; readonly onRemove: () => void }) {
  if (count === 0) return null;
  return (
    <Button size="sm" variant="quiet" icon={<Eraser size={14} />} onClick={onRemove}>
      Remove {count} unused
    </Button>
  );
}
