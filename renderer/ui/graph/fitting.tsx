import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { type Area, fitted } from './fitted.ts';

/** Shows all of a picture, whatever comes and goes, as long as it is rendered: until somebody moved it. */
export function Fitting({ nodes }: { readonly nodes: readonly Area[] }) {
  const { setViewport } = useReactFlow();
  const [width, height] = [useStore((state) => state.width), useStore((state) => state.height)];
  useEffect(() => {
    if (width > 0 && height > 0) void setViewport(fitted(nodes, width, height));
  }, [setViewport, width, height, nodes]);
  return null;
}
