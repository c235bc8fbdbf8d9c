import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that never changes and does what the newest one does; for events, not for rendering. */
export function useStableCallback<A extends readonly unknown[], R>(
  callback: (...args: A) => R,
): (...args: A) => R {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  return useCallback((...args) => latest.current(...args), []);
}
