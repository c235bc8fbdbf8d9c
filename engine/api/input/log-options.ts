import { fault } from '../../base/errors.ts';
import type { LogOptions } from '../backends/containers.ts';
import type { Query } from './query.ts';
import { parseTimestamp } from './timestamp.ts';

/** Which lines of a log are wanted. Throws `invalid` in Docker's words. */
export function logOptions(query: Query): LogOptions {
  const [stdout, stderr] = [query.flag('stdout'), query.flag('stderr')];
  if (!stdout && !stderr) {
    throw fault('invalid', 'Bad parameters: you must choose at least one stream');
  }
  const since = parseTimestamp(query.text('since'), 'since');
  const until = parseTimestamp(query.text('until'), 'until');
  const tail = query.text('tail') ?? '';
  return {
    follow: query.flag('follow'),
    stdout,
    stderr,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    // As Docker: `all`, and whatever else is not a number of lines, means all.
    ...(/^\d{1,9}$/.test(tail) ? { tail: Number(tail) } : {}),
  };
}
