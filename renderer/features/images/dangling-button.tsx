import { Eraser } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import type { ImageView } from './image-view.ts';

interface DanglingButtonProps {
  readonly images: readonly ImageView[];
  readonly onRemove: (images: readonly ImageView[]) => void;
}

/** Images that lost their name and that nobody uses. The question that follows lists each of them. */
export function DanglingButton({ images, onRemove }: DanglingButtonProps) {
  const dangling = images.filter((image) => image.dangling && image.usedBy.length === 0);
  if (dangling.length === 0) return null;
  return (
    <Button
      size="sm"
      variant="quiet"
      icon={<Eraser size={14} />}
      aria-label={`Remove ${dangling.length} dangling`}
      onClick={() => onRemove(dangling)}
    >
      Remove {dangling.length} dangling
    </Button>
  );
}
