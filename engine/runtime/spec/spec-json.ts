import { randomUUID } from 'node:crypto';

/**
 * JSON in which bigints are written as numbers: the specification has unsigned 64-bit integers (RLIM_INFINITY is 2^64-1),
 * and JavaScript's numbers would round them.
 */
export function specJson(value: unknown): string {
  const mark = randomUUID(); // so that no string of the value can pose as a number
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? `${mark}:${item}` : item,
  );
  return text.replaceAll(new RegExp(`"${mark}:(\\d+)"`, 'g'), '$1');
}
