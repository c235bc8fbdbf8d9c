/** A rectangle, in the unit of whoever asks. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Divides a box among weights so that every part's area is its weight's share and parts are as square as they can be
 * (Bruls, Huizing and van Wijk, “Squarified Treemaps”). Boxes come in the order of the weights, which should fall; a
 * weight of nothing gets an empty box.
 */
export function squarify(weights: readonly number[], within: Box): Box[] {
  const total = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  const scale = total === 0 ? 0 : (within.width * within.height) / total;
  const areas = weights.map((weight) => Math.max(0, weight) * scale);
  const boxes: Box[] = [];
  let free = within;
  for (let start = 0; start < areas.length; ) {
    const row = nextRow(areas, start, Math.min(free.width, free.height));
    const { placed, rest } = placeRow(row, free);
    boxes.push(...placed);
    free = rest;
    start += row.length;
  }
  return boxes;
}

/** As many areas as make the row's parts squarer than one more would. */
function nextRow(areas: readonly number[], start: number, side: number): readonly number[] {
  let end = start + 1;
  let worst = worstRatio(areas.slice(start, end), side);
  while (end < areas.length) {
    const next = worstRatio(areas.slice(start, end + 1), side);
    if (next > worst) break;
    worst = next;
    end += 1;
  }
  return areas.slice(start, end);
}

function worstRatio(row: readonly number[], side: number): number {
  const sum = row.reduce((total, area) => total + area, 0);
  const smallest = Math.min(...row);
  if (sum === 0 || side === 0 || smallest === 0) return Number.POSITIVE_INFINITY;
  const square = side * side;
  return Math.max((square * Math.max(...row)) / (sum * sum), (sum * sum) / (square * smallest));
}

/** Puts a row along the shorter side. */
function placeRow(row: readonly number[], free: Box): { readonly placed: Box[]; readonly rest: Box } {
  const sum = row.reduce((total, area) => total + area, 0);
  const upright = free.width >= free.height;
  const side = upright ? free.height : free.width;
  const depth = side === 0 ? 0 : sum / side;
  let offset = 0;
  const placed = row.map((area) => {
    const length = depth === 0 ? 0 : area / depth;
    const box = upright
      ? { x: free.x, y: free.y + offset, width: depth, height: length }
      : { x: free.x + offset, y: free.y, width: length, height: depth };
    offset += length;
    return box;
  });
  const rest = upright
    ? { ...free, x: free.x + depth, width: Math.max(0, free.width - depth) }
    : { ...free, y: free.y + depth, height: Math.max(0, free.height - depth) };
  return { placed, rest };
}
