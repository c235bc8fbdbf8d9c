import { ArrowDown } from 'lucide-react';
import { Button } from '../../ui/button.tsx';

/** Floats over a log that is not followed. */
export function JumpToNewest({ onJump }: { readonly onJump: () => void }) {
  return (
    <Button
      size="sm"
      icon={<ArrowDown size={14} />}
      className="absolute right-5 bottom-4 animate-rise shadow-float"
      onClick={onJump}
    >
      Jump to newest
    </Button>
  );
}
