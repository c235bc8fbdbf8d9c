import { describe, expect, it } from 'vitest';
import { serveApi } from '../../testing/api-on-fakes.ts';
import { fakeBackends } from '../../testing/fake-backends.ts';

const empty = fakeBackends({
  containers: { list: async () => [] },
  images: { list: async () => [] },
  system: { layersSize: async () => 7 },
  volumes: { usage: async () => [] },
  builder: { cacheRecords: async () => [] },
});

describe('disk usage', () => {
  it('tells what is known', async () => {
    await using api = await serveApi(empty);
    expect(JSON.parse((await api.ask('GET', '/system/df')).body)).toEqual({
      LayersSize: 7,
      Images: [],
      Containers: [],
      Volumes: [],
      BuildCache: [],
      BuilderSize: 0,
    });
  });

  it('tells only the types that were asked for', async () => {
    await using api = await serveApi(empty);
    const { body } = await api.ask('GET', '/system/df?type=volume&type=container');
    expect(JSON.parse(body)).toEqual({ Containers: [], Volumes: [] });
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/plugins', 200, []],
    ['GET', '/plugins/a/b/json', 404, { message: 'plugin "a/b" not found' }],
  ])('%s %s answers %d', async (method, path, status, body) => {
    await using api = await serveApi(empty);
    const answer = await api.ask(method, path);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, body]);
  });

  it.each(['/services', '/nodes', '/tasks', '/secrets', '/configs', '/swarm', '/services/x/logs'])(
    'GET %s is refused in the words of an engine without a swarm',
    async (path) => {
      await using api = await serveApi(empty);
      const { status, body } = await api.ask('GET', path);
      expect(status).toBe(503);
      expect(JSON.parse(body).message).toMatch(/^This node is not a swarm manager\./);
    },
  );

  it.each([
    ['POST', '/build?version=2'],
    ['POST', '/session'],
    ['POST', '/grpc'],
    ['PUT', '/volumes/x'],
    ['POST', '/swarm/init'],
    ['POST', '/plugins/pull'],
  ])('%s %s is refused with a sentence', async (method, path) => {
    await using api = await serveApi(empty);
    const { status, body } = await api.ask(method, path);
    expect(status).toBe(501);
    expect(JSON.parse(body).message.length).toBeGreaterThan(10);
  });
});
