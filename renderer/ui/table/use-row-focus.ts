import { type RefObject, useEffect, useRef } from 'react';

/**
 * Moves the focus to rows that may not be rendered yet, and keeps it in the table when the focused row is scrolled away
 * and unmounted: then the frame has it, and the arrow keys go on from there.
 */
export function useRowFocus(frame: RefObject<HTMLElement | null>) {
  const wanted = useRef<string | undefined>(undefined);
  const inside = useRef(false);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    if (wanted.current !== undefined) {
      const row = element.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(wanted.current)}"]`);
      if (row !== null) {
        wanted.current = undefined;
        row.focus({ preventScroll: true });
      }
    }
    if (inside.current && document.activeElement === document.body) element.focus({ preventScroll: true });
  });

  return {
    focusRow: (id: string) => {
      wanted.current = id;
    },
    onFocus: () => {
      inside.current = true;
    },
    onBlur: (event: { readonly relatedTarget: EventTarget | null }) => {
      inside.current = event.relatedTarget === null && inside.current;
      if (event.relatedTarget instanceof Node)
        inside.current = frame.current?.contains(event.relatedTarget) === true;
    },
  };
}
