import { describe, expect, it, vi } from 'vitest';
import { serveApi } from '../../testing/api-on-fakes.ts';
import { fakeBackends } from '../../testing/fake-backends.ts';
import type { VolumeBackend } from '../backends/volumes.ts';

describe('the routes of volumes', () => {
  it('prune all for clients of before 1.42, which knew nothing else', async () => {
    const prune = vi.fn<VolumeBackend['prune']>(async () => ({ VolumesDeleted: [], SpaceReclaimed: 0 }));
    await using api = await serveApi(fakeBackends({ volumes: { prune } }));
    const filters = encodeURIComponent(JSON.stringify({ label: { a: true } }));
    await api.ask('POST', `/v1.41/volumes/prune?filters=${filters}`);
    await api.ask('POST', `/v1.42/volumes/prune?filters=${filters}`);
    const label = ['label', ['a']];
    expect(prune.mock.calls.map(([given]) => [...given])).toEqual([[['all', ['true']], label], [label]]);
  });

  it('make an anonymous volume of an empty body', async () => {
    const create = vi.fn<VolumeBackend['create']>(async () => ({ Name: 'x' }) as never);
    await using api = await serveApi(fakeBackends({ volumes: { create } }));
    expect((await api.ask('POST', '/volumes/create')).status).toBe(201);
    expect(create).toHaveBeenCalledWith({});
  });

  it.each([
    [{ Name: 5 }, 400],
    [{ DriverOpts: { type: 5 } }, 400],
    [{ Labels: ['a'] }, 400],
    [[], 400],
    [{ Name: 'x', ClusterVolumeSpec: {} }, 501],
  ])('refuse the body %j', async (body, status) => {
    await using api = await serveApi(fakeBackends());
    expect((await api.ask('POST', '/volumes/create', body)).status).toBe(status);
  });
});
