import { useQuery } from '@tanstack/react-query';
import type { ImageSummary } from '../../../engine/api/types/image.ts';
import { sentence } from '../../bridge/engine-error.ts';
import { request } from '../../bridge/request.ts';
import { askRemoval } from '../../stores/removal.ts';
import { toast } from '../../stores/toasts.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { type ImageView, nameOf, shortId } from './image-view.ts';
import { RemovalPlan } from './removal-plan.tsx';

type Remove = (image: { readonly reference: string; readonly force: boolean }) => Promise<unknown>;

/** Taking a name away deletes the image's data only with its last name. */
export function askImageRemoval(images: readonly ImageView[], remove: Remove, onRemoved?: () => void): void {
  const [first] = images;
  if (first === undefined) return;
  const single = images.length === 1;
  const chosen = new Set(images.map(({ reference }) => reference));
  const losing = images.filter(({ tags }) => tags.every((tag) => chosen.has(tag)));
  const users = [...new Set(losing.flatMap(({ usedBy }) => usedBy))];
  askRemoval({
    title: single ? `Remove the image ${nameOf(first)}?` : `Remove ${images.length} images?`,
    items: images.map((image) => {
      const kept = image.tags.filter((tag) => !chosen.has(tag));
      return kept.length > 0
        ? {
            name: nameOf(image),
            detail: `Only this name; the image stays as ${kept.join(', ')}`,
            size: 'frees nothing',
          }
        : {
            name: nameOf(image),
            detail: `${image.dangling ? 'Image' : 'Name and image'} ${shortId(image.id)}, layers that no other image uses`,
            size: <FreedSize image={image} />,
          };
    }),
    note:
      losing.length === 0 ? undefined : users.length === 0 ? (
        <RemovalPlan ids={[...new Set(losing.map(({ id }) => id))]} />
      ) : (
        <p className="text-bad">
          Used by {users.join(', ')}. The engine refuses to remove an image that a container uses.
        </p>
      ),
    action: 'Remove',
    onConfirm: async () => {
      const results = await Promise.allSettled(
        images.map((image) => remove({ reference: image.reference, force: false })),
      );
      results.forEach((result, index) => {
        const image = images[index];
        if (result.status === 'fulfilled' || image === undefined) return;
        toast({
          tone: 'bad',
          title: `${nameOf(image)} could not be removed`,
          detail: sentence(result.reason),
        });
      });
      if (results.every(({ status }) => status === 'fulfilled')) onRemoved?.();
    },
  });
}

/** What images share is asked for only now: it costs the engine a look at every layer. */
function FreedSize({ image }: { readonly image: ImageView }) {
  const { data } = useQuery({
    queryKey: ['image', 'shared'],
    queryFn: ({ signal }) =>
      request<ImageSummary[]>('/engine/images/json', { query: { 'shared-size': true }, signal }),
    gcTime: 0,
  });
  const shared = data?.find(({ Id }) => Id === image.id)?.SharedSize;
  if (shared === undefined) return null;
  return shared < 0 ? <>up to {formatBytes(image.size)}</> : <>frees {formatBytes(image.size - shared)}</>;
}
