import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import type { Area } from './fitted.ts';

interface ShowAreaProps {
  readonly area: Area | undefined;
  /** What the picture was fitted to; when it is fitted anew, that part is looked for again. */
  readonly nodes: readonly Area[];
}

const MARGIN = 24;

/** Of a picture too large to be seen whole, brings one part into sight. */
export function ShowArea({ area, nodes }: ShowAreaProps) {
  const { getViewport, setViewport } = useReactFlow();
  const [width, height] = [useStore((state) => state.width), useStore((state) => state.height)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another fit moves the picture.
  useEffect(() => {
    if (area === undefined || width === 0 || height === 0) return;
    const { x, y, zoom } = getViewport();
    const right = shift(area.x * zoom + x, area.width * zoom, width);
    const down = shift(area.y * zoom + y, area.height * zoom, height);
    if (right !== 0 || down !== 0) void setViewport({ x: x + right, y: y + down, zoom });
  }, [area, nodes, width, height, getViewport, setViewport]);
  return null;
}

/** How far something has to be moved to lie within a room, as little as will do. */
function shift(start: number, size: number, room: number): number {
  const beyond = start + size + MARGIN - room;
  return start < MARGIN ? MARGIN - start : Math.min(0, -beyond);
}
