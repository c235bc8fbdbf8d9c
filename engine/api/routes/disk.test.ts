import { describe, expect, it, vi } from 'vitest';
import { serveApi } from '../../testing/api-on-fakes.ts';
import { fakeBackends } from '../../testing/fake-backends.ts';
import type { DiskBackend } from '../backends/disk.ts';
import type { DiskPlan } from '../types/disk.ts';

const PLAN: DiskPlan = {
  id: 'x',
  choose: [{ kind: 'image', id: 'a' }],
  deletions: [{ kind: 'layer', id: 'l', label: 'l', bytes: 5, because: ['a'] }],
  refused: [],
  bytes: 5,
};

describe('the routes of the reclaim planner', () => {
  it('make a plan of what is chosen', async () => {
    const plan = vi.fn<DiskBackend['plan']>(async () => PLAN);
    await using api = await serveApi(fakeBackends({ disk: { plan } }));
    const { status, body } = await api.ask('POST', '/gantry/disk/plan', { choose: PLAN.choose });
    expect([status, JSON.parse(body)]).toEqual([200, PLAN]);
    expect(plan).toHaveBeenCalledWith({ choose: PLAN.choose });
  });

  it('carry a plan out, or say with 409 what changed', async () => {
    const changed = [{ kind: 'layer', id: 'l', label: 'l', what: 'gone' }] as const;
    const apply = vi
      .fn<DiskBackend['apply']>()
      .mockResolvedValueOnce({ kind: 'applied', applied: { deletions: [], freed: 5, fileSystemGained: 5 } })
      .mockResolvedValueOnce({ kind: 'changed', changed });
    await using api = await serveApi(fakeBackends({ disk: { apply } }));
    expect(await api.ask('POST', '/gantry/disk/apply', PLAN)).toMatchObject({ status: 200 });
    expect(apply).toHaveBeenCalledWith(PLAN);
    const { status, body } = await api.ask('POST', '/gantry/disk/apply', PLAN);
    expect([status, JSON.parse(body)]).toMatchObject([409, { message: expect.any(String), changed }]);
  });

  it.each([
    ['plan', undefined],
    ['plan', { choose: [{ kind: 'planet', id: 'x' }] }],
    ['apply', undefined],
    ['apply', { id: 'x' }],
  ])('refuse for %s the body %j', async (route, body) => {
    await using api = await serveApi(fakeBackends());
    expect((await api.ask('POST', `/gantry/disk/${route}`, body)).status).toBe(400);
  });
});
