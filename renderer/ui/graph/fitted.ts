/** Where a thing of a picture stands, in the picture's own pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 32;
/** What is small is not blown up; what is large stays readable, and is looked at in parts. */
const ZOOM = { least: 0.45, most: 1.1 };

/** How far to zoom and where to stand so that the whole map is seen, or its upper part when it is too large. */
export function fitted(
  nodes: readonly Area[],
  width: number,
  height: number,
): { readonly x: number; readonly y: number; readonly zoom: number } {
  if (nodes.length === 0) return { x: 0, y: 0, zoom: 1 };
  const left = Math.min(...nodes.map(({ x }) => x));
  const top = Math.min(...nodes.map(({ y }) => y));
  const mapWidth = Math.max(...nodes.map((node) => node.x + node.width)) - left;
  const mapHeight = Math.max(...nodes.map((node) => node.y + node.height)) - top;
  const whole = Math.min((width - 2 * MARGIN) / mapWidth, (height - 2 * MARGIN) / mapHeight);
  const zoom = Math.min(ZOOM.most, Math.max(ZOOM.least, whole));
  const place = (room: number, size: number, start: number) =>
    Math.max(MARGIN, (room - size * zoom) / 2) - start * zoom;
  return { x: place(width, mapWidth, left), y: place(height, mapHeight, top), zoom };
}
