import { z } from 'zod';
import type { DiskPlan } from '../../api/types/disk.ts';
import { fault } from '../../base/errors.ts';
import { type Answer, json } from '../answer.ts';
import type { DiskBackend } from '../backends/disk.ts';
import { readJson } from '../input/json-body.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';

const Choose = z.array(
  z.object({
    kind: z.enum(['image', 'container', 'removed-log', 'leftover', 'volume', 'build-cache']),
    id: z.string().min(1),
  }),
);
const PlanRequest = z.object({ choose: Choose });

/** A plan comes back as it was given; whether it is one of ours the engine finds out by making it again. */
const Plan = z.object({
  id: z.string(),
  choose: Choose,
  deletions: z.array(
    z.object({
      kind: z.enum([
        'container',
        'removed-log',
        'image',
        'name',
        'layer',
        'blob',
        'leftover',
        'volume',
        'build-cache',
      ]),
      id: z.string(),
      label: z.string(),
      bytes: z.number(),
      because: z.array(z.string()),
    }),
  ),
  refused: z.array(
    z.object({ kind: Choose.element.shape.kind, id: z.string(), label: z.string(), why: z.string() }),
  ),
  bytes: z.number(),
});

/** What occupies the disk, and the reclaim planner; `types/disk.ts` documents each. */
export function diskRoutes(backend: DiskBackend): Route[] {
  return [
    { method: 'GET', path: '/gantry/disk', handle: report },
    { method: 'POST', path: '/gantry/disk/plan', handle: plan },
    { method: 'POST', path: '/gantry/disk/apply', handle: apply },
  ];

  async function report(): Promise<Answer> {
    return json(await backend.report());
  }

  async function plan(request: ApiRequest): Promise<Answer> {
    const asked = await readJson(request, PlanRequest);
    if (asked === undefined)
      throw fault('invalid', 'the body is missing: {"choose": [{"kind": …, "id": …}]}');
    return json(await backend.plan(asked));
  }

  async function apply(request: ApiRequest): Promise<Answer> {
    const given: DiskPlan | undefined = await readJson(request, Plan);
    if (given === undefined) throw fault('invalid', 'the body is missing: the plan');
    const result = await backend.apply(given);
    if (result.kind === 'applied') return json(result.applied);
    const message = 'the plan does not hold any more; nothing was deleted';
    return json({ message, changed: result.changed }, 409);
  }
}
