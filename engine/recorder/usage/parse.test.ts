import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ioBytesV1, ioBytesV2, numberAfter, numberIn, trafficOf } from './parse.ts';

const NET_DEV = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:  999    9    0    0    0     0          0         0   999    9    0    0    0     0       0          0
  eth0: 1000   10    0    0    0     0          0         0   200    2    0    0    0     0       0          0
  eth1:7       1    0    0    0     0          0         0   8    2    0    0    0     0       0          0
`;

const words = fc
  .array(fc.oneof(fc.string(), fc.constantFrom(' Read ', ' wbytes=', 'usage_usec ', ':', '\n', ' ', '7')))
  .map((parts) => parts.join(''));

describe('what the kernel tells', () => {
  it('is found by the name at the start of its line alone', () => {
    const text = Buffer.from('not_inactive_file 8\ninactive_file 7\ntotal_inactive_file 9\n');
    expect(numberAfter(text, 'inactive_file ')).toBe(7);
    expect(numberAfter(text, 'total_inactive_file ')).toBe(9);
    expect(numberAfter(text, 'file ')).toBeNaN();
  });

  it('counts all disks together', () => {
    expect(ioBytesV1(Buffer.from('8:0 Read 5\n8:0 Write 6\n8:0 Total 11\n7:0 Read 1\nTotal 12\n'))).toEqual({
      read: 6,
      written: 6,
    });
    expect(ioBytesV2(Buffer.from('8:0 rbytes=5 wbytes=6 rios=1 wios=1\n7:0 rbytes=1 wbytes=0\n'))).toEqual({
      read: 6,
      written: 6,
    });
    expect(ioBytesV2(undefined)).toEqual({ read: 0, written: 0 });
  });

  it('counts all devices but the loopback', () => {
    expect(trafficOf(Buffer.from(NET_DEV))).toEqual({ received: 1007, sent: 208 });
    expect(trafficOf(undefined)).toBeUndefined();
  });

  it('is a number where it begins with digits, and not known otherwise', () => {
    expect(numberIn(Buffer.from('1234567890123\n'))).toBe(1_234_567_890_123);
    expect(numberIn(Buffer.from('max\n'))).toBeNaN();
    expect(numberIn(undefined)).toBeNaN();
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(words, (text) => {
        const bytes = Buffer.from(text);
        const found = [ioBytesV1(bytes).read, ioBytesV2(bytes).written, trafficOf(bytes)?.sent ?? 0];
        expect(found.every((value) => value >= 0)).toBe(true);
        expect(numberAfter(bytes, 'usage_usec ')).toBeDefined();
      }),
    );
  });
});
