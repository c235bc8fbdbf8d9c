import { describe, expect, it } from 'vitest';
import { type Box, squarify } from './squarify.ts';

const WITHIN: Box = { x: 10, y: 20, width: 600, height: 400 };
const area = ({ width, height }: Box) => width * height;

describe('squarify', () => {
  it('gives each weight its share of the area, inside the box', () => {
    const weights = [6, 6, 4, 3, 2, 2, 1];
    const boxes = squarify(weights, WITHIN);
    boxes.forEach((box, index) => {
      expect(area(box)).toBeCloseTo((240_000 * (weights[index] ?? 0)) / 24);
      expect(box.x).toBeGreaterThanOrEqual(10);
      expect(box.x + box.width).toBeLessThanOrEqual(610.001);
      expect(box.y + box.height).toBeLessThanOrEqual(420.001);
    });
  });

  it('overlaps nothing', () => {
    const boxes = squarify([9, 7, 5, 5, 3, 1, 1, 1], WITHIN);
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
        const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
        expect(Math.min(wide, high)).toBeLessThan(0.001);
      }
    }
  });

  it('keeps parts squarish', () => {
    const boxes = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 600, height: 400 });
    for (const { width, height } of boxes) expect(Math.max(width / height, height / width)).toBeLessThan(3.1);
  });

  it('takes nothing, zeroes and an empty box', () => {
    expect(squarify([], WITHIN)).toEqual([]);
    expect(squarify([0, 0], WITHIN).map(area)).toEqual([0, 0]);
    expect(squarify([5, 0], WITHIN).map(area)).toEqual([240_000, 0]);
    expect(squarify([1, 2], { x: 0, y: 0, width: 0, height: 0 }).map(area)).toEqual([0, 0]);
  });
});
