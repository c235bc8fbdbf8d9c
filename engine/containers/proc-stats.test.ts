import { describe, expect, it } from 'vitest';
import { parseNetDev, parseProcStat } from './proc-stats.ts';

describe('parseProcStat', () => {
  it('adds up what all processors did, without counting guests twice', () => {
    const text = 'cpu  1 2 3 4 5 6 7 8 100 100\ncpu0 1 1 1 1 1 1 1 1 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\nintr 5\n';
    expect(parseProcStat(text)).toEqual({ total: 360_000_000, processors: 2 });
  });
});

describe('parseNetDev', () => {
  it('reads each interface but the loopback', () => {
    const text = [
      'Inter-|   Receive                                                |  Transmit',
      ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
      '    lo: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0',
      '  eth0: 10 2 3 4 0 0 0 0 50 6 7 8 0 0 0 0',
      '',
    ].join('\n');
    expect(parseNetDev(text)).toEqual({
      eth0: {
        rx_bytes: 10,
        rx_packets: 2,
        rx_errors: 3,
        rx_dropped: 4,
        tx_bytes: 50,
        tx_packets: 6,
        tx_errors: 7,
        tx_dropped: 8,
      },
    });
  });
});
