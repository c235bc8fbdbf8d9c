import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../fixtures/engine.ts';
import type { Stock } from './values.ts';

const STEADY = 'trap exit TERM; while :; do sleep 1; done';

const STOCKED_WITHIN_MS = 60_000;

/**
 * Takes away what requests made, and puts there what the next may ask for. What was asked for and not waited for may still be at
 * work, so it tries again for a while; then what is in the way is a fault.
 */
export async function restock(engine: Engine, folder: string): Promise<Stock> {
  const until = Date.now() + STOCKED_WITHIN_MS;
  for (;;) {
    try {
      return await restockOnce(engine, folder);
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(500);
    }
  }
}

async function restockOnce(engine: Engine, folder: string): Promise<Stock> {
  const { http } = engine;
  await engine.removeContainers();
  for (const what of ['networks', 'volumes'])
    await http.post(`/${what}/prune?filters=${encodeURIComponent('{"all":["true"]}')}`);
  await http.post('/networks/prune');
  const tagged = await http.get('/images/busybox:latest/json');
  if (tagged.status !== 200) await engine.loadImage({ tags: ['busybox:latest'] });
  const make = async (name: string, body: object) => {
    const answer = await http.post(`/containers/create?name=${name}`, {
      body: { Image: 'busybox', ...body },
    });
    if (answer.status !== 201) throw new Error(`create ${name}: ${answer.status} ${answer.text}`);
    return answer.json<{ Id: string }>().Id;
  };
  const running = await make('running', { Cmd: ['sh', '-c', STEADY] });
  await make('talking', { Cmd: ['sh', '-c', `echo hello; echo world >&2; ${STEADY}`], Tty: true });
  await make('created', { Cmd: ['true'] });
  for (const name of ['running', 'talking']) await http.post(`/containers/${name}/start`);
  const exec = await http.post(`/containers/${running}/exec`, { body: { Cmd: ['true'] } });
  await http.post('/networks/create', { body: { Name: 'net' } });
  await http.post('/volumes/create', { body: { Name: 'vol' } });
  return {
    containers: ['running', 'talking', 'created', running, running.slice(0, 12), 'missing'],
    execs: [exec.json<{ Id: string }>().Id, 'missing'],
    images: ['busybox:latest', 'busybox', 'gantry/starter', 'missing:1'],
    networks: ['net', 'bridge', 'none', 'missing'],
    volumes: ['vol', 'missing'],
    folder,
  };
}
