import { Trash2 } from 'lucide-react';
import { Button } from '../button.tsx';

/** Removes what is selected, after whatever question `onRemove` asks. */
export function RemoveSelected({ onRemove }: { readonly onRemove: () => void }) {
  return (
    <Button size="sm" icon={<Trash2 size={15} />} className="text-bad" onClick={onRemove}>
      Remove
    </Button>
  );
}
