import { describe, expect, it } from 'vitest';
import { LastTimes } from './last-times.ts';
import type { TimedLine } from './lines.ts';

const at = (seconds: string, stream: TimedLine['stream'] = 'stdout'): TimedLine => ({
  stream,
  time: seconds === '' ? '' : `2024-01-01T00:00:${seconds}Z`,
  text: 'x',
});
const START = Date.parse('2024-01-01T00:00:00Z') / 1000;

describe('LastTimes', () => {
  it('judges the streams apart, and does not tell what was left out before the first line', () => {
    const times = new LastTimes();
    for (const line of [at('20.5'), at('40.7')]) times.take(line);
    const isNew = times.filter();
    const lines = [at('40.7'), at('40.8'), at('20.1', 'stderr'), at('40.6', 'stderr')];
    expect(lines.map(isNew)).toEqual([false, true, false, true]);
    expect(times.query()).toEqual({ since: START + 30 });
  });

  it('tells all lines of one moment, and pieces without a time with their line', () => {
    const times = new LastTimes();
    times.take(at('01.000000001'));
    const isNew = times.filter();
    const lines = [at('01.000000001'), at(''), at('02.0'), at('02.0'), at('')];
    expect(
      lines.map((line) => {
        const told = isNew(line);
        if (told) times.take(line);
        return told;
      }),
    ).toEqual([false, false, true, true, true]);
    expect(times.query()).toEqual({ since: START + 1 });
  });

  it('begins where it is told to', () => {
    expect(new LastTimes().query()).toEqual({});
    const times = new LastTimes(START + 5.25);
    expect(times.query()).toEqual({ since: START + 5 });
    expect([at('05.249'), at('05.250001')].map(times.filter())).toEqual([false, true]);
  });
});
