import { expect, it } from 'vitest';
import { byteRange } from './byte-range.ts';

it.each([
  ['bytes=0-9', { start: 0, end: 9 }],
  ['bytes=5-', { start: 5, end: undefined }],
  ['bytes=-3', { start: -3, end: undefined }],
  ['bytes=-', undefined],
  ['bytes=-0', undefined],
  ['bytes=9-5', undefined],
  ['bytes=0-1,4-5', undefined],
  ['lines=1-2', undefined],
  [undefined, undefined],
])('reads %s', (header, range) => {
  expect(byteRange(header)).toEqual(range);
});
