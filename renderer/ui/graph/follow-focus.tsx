import { useReactFlow } from '@xyflow/react';
import type { FocusEvent, ReactNode } from 'react';

interface FollowFocusProps {
  readonly label: string;
  readonly onMoved: () => void;
  readonly children: ReactNode;
}

/** Whoever goes from one thing to the next by keyboard sees where they are: the picture follows. */
export function FollowFocus({ label, onMoved, children }: FollowFocusProps) {
  const { getNode, getZoom, setCenter } = useReactFlow();
  const follow = ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
    const place = target.closest<HTMLElement>('[data-id]');
    const node = getNode(place?.dataset['id'] ?? '');
    if (place === null || node === undefined || !target.matches(':focus-visible')) return;
    if (isWithin(place.getBoundingClientRect(), currentTarget.getBoundingClientRect())) return;
    onMoved();
    const { x, y } = node.position;
    void setCenter(x + (node.width ?? 0) / 2, y + (node.height ?? 0) / 2, { zoom: getZoom() });
  };
  return (
    <section aria-label={label} className="h-full min-w-0 flex-1" onFocus={follow}>
      {children}
    </section>
  );
}

function isWithin(inner: DOMRect, outer: DOMRect): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}
