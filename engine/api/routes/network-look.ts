import { z } from 'zod';
import { fault } from '../../base/errors.ts';
import { type Answer, json, stream } from '../answer.ts';
import type { NetworkLookBackend } from '../backends/networks.ts';
import { readJson } from '../input/json-body.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';
import { jsonLines } from '../streams/json-lines.ts';

const LONGEST_NAME = 253;

const Reach = z.object({
  from: z.string().min(1).optional(),
  to: z.string().min(1).max(LONGEST_NAME),
  port: z.number().int().min(1).max(65_535),
  protocol: z.enum(['tcp', 'udp']).default('tcp'),
});

/** The map of the networks, what flows in them, and who can reach whom; `types/network-look.ts` documents each. */
export function networkLookRoutes(backend: NetworkLookBackend): Route[] {
  const look = backend;
  return [
    { method: 'GET', path: '/gantry/networks/map', handle: map },
    { method: 'GET', path: '/gantry/networks/throughput', handle: throughput },
    { method: 'POST', path: '/gantry/networks/reach', handle: reach },
  ];

  async function map(): Promise<Answer> {
    return json(await look.map());
  }

  async function throughput({ signal }: ApiRequest): Promise<Answer> {
    return stream('application/json', jsonLines(look.throughput(signal)));
  }

  async function reach(request: ApiRequest): Promise<Answer> {
    const asked = await readJson(request, Reach);
    if (asked === undefined)
      throw fault('invalid', 'the body is missing: {"from": …, "to": …, "port": …, "protocol": "tcp"}');
    const { from, to, port, protocol } = asked;
    const question = { ...(from === undefined ? {} : { from }), to, port, protocol };
    return json(await look.reach(question, request.signal));
  }
}
