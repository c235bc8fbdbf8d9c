import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import type { ImageView } from './image-view.ts';

export function ImagesTotal({ images }: { readonly images: readonly ImageView[] }) {
  const distinct = new Map(images.map(({ id, size }) => [id, size]));
  const bytes = [...distinct.values()].reduce((sum, size) => sum + size, 0);
  return (
    <span
      className="text-xs whitespace-nowrap text-ink-3"
      title="The sum of the images; layers that they share count in each"
    >
      {counted(distinct.size, 'image')}, {formatBytes(bytes)}
    </span>
  );
}
