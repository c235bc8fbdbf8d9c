import { type RefObject, useLayoutEffect, useState } from 'react';

/** An element's width in pixels as it changes; infinite before it was measured. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const observer = new ResizeObserver(() => setWidth(target.clientWidth || Number.POSITIVE_INFINITY));
    setWidth(target.clientWidth || Number.POSITIVE_INFINITY);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
