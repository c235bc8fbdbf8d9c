import { constants } from 'node:os';
import { fault } from '../base/errors.ts';

/** The last real-time signal of Linux. */
const LAST = 64;

/** A signal as clients write it: `9`, `KILL`, `SIGKILL`, `RTMIN+3`. Throws `invalid` in Docker's words. */
export function parseSignal(text: string): number {
  const bad = () => fault('invalid', `invalid signal: ${text}`);
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    if (number < 1 || number > LAST) throw bad();
    return number;
  }
  const name = text.toUpperCase().replace(/^SIG/, '');
  const realtime = /^RT(MIN|MAX)(?:([+-])(\d{1,2}))?$/.exec(name);
  if (realtime !== null) {
    const [, base, sign, distance = '0'] = realtime;
    const number = (base === 'MIN' ? 34 : LAST) + (sign === '-' ? -1 : 1) * Number(distance);
    if (number < 34 || number > LAST) throw bad();
    return number;
  }
  const number = (constants.signals as Readonly<Record<string, number>>)[`SIG${name}`];
  if (number === undefined) throw bad();
  return number;
}
