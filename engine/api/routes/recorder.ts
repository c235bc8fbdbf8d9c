import { fault } from '../../base/errors.ts';
import { type Answer, json, stream } from '../answer.ts';
import type { RecorderBackend } from '../backends/recorder.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { jsonLines } from '../streams/json-lines.ts';

const HOUR_MS = 3_600_000;
const FEWEST_POINTS = 2;
const MOST_POINTS = 2000;
const USUAL_POINTS = 300;

/** The flight recorder: what containers use and used; `types/recorder.ts` documents both answers. */
export function recorderRoutes(backend: RecorderBackend): Route[] {
  const recorder = backend;
  return [
    { method: 'GET', path: '/gantry/containers/:id/history', handle: history },
    { method: 'GET', path: '/gantry/stats', handle: usage },
  ];

  async function history({ param, query }: ApiRequest): Promise<Answer> {
    const to = query.integer('to') ?? Date.now();
    const from = query.integer('from') ?? to - HOUR_MS;
    const points = query.integer('points') ?? USUAL_POINTS;
    if (from < 0 || from >= to)
      throw fault('invalid', `invalid span: from (${from}) has to be before to (${to}), in milliseconds`);
    if (points < FEWEST_POINTS || points > MOST_POINTS)
      throw fault('invalid', `invalid value "${points}" for points: from ${FEWEST_POINTS} to ${MOST_POINTS}`);
    return json(await recorder.history(param('id'), { from, to, points }));
  }

  async function usage({ signal }: ApiRequest): Promise<Answer> {
    return stream('application/json', jsonLines(recorder.usage(signal)));
  }
}
