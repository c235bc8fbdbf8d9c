import { type RefObject, useEffect, useEffectEvent } from 'react';

/** Tells where an element was scrolled to when it goes away. */
export function useScrollMemory(
  scroller: RefObject<HTMLElement | null>,
  keep: (scrollTop: number) => void,
): void {
  const keepLatest = useEffectEvent(keep);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let top = element.scrollTop;
    const note = () => {
      top = element.scrollTop;
    };
    element.addEventListener('scroll', note, { passive: true });
    return () => {
      element.removeEventListener('scroll', note);
      keepLatest(top);
    };
  }, [scroller]);
}
