import { readFile } from 'node:fs/promises';
import { RawClient } from '../../../engine/testing/raw-client.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

const MEBIBYTE = 2 ** 20;
/** All these streams together are 300 MB and more. */
const MOST_GROWN = 100 * MEBIBYTE;
const CLIENTS = 8;
/** As much in its files as in its log. */
const NOISE = `
  head -c 15000000 /dev/zero > /zeros; tr '\\0' x < /zeros | fold -w 4000; echo; echo written; sleep 600`;

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

test('clients that stop reading do not make the engine grow, whatever they asked for', async ({
  ownEngine,
}) => {
  const { docker, home, http, pid } = ownEngine;
  await docker.text`run -d --name noisy busybox sh -c ${NOISE}`;
  await expect.poll(() => docker.text`logs --tail 1 noisy`, { timeout: 30_000 }).toBe('written');
  await docker.text`run -d --name quiet busybox sleep 600`;
  const before = await residentBytes(pid);
  const paths = [
    '/containers/noisy/logs?stdout=1&follow=1&timestamps=1',
    '/containers/noisy/export',
    '/containers/noisy/stats',
    '/gantry/stats',
    '/events',
  ];
  const clients: RawClient[] = [];
  const ask = async (method: string, path: string) => {
    const client = await RawClient.connect(home.socket);
    client.pause();
    client.send(`${method} ${path} HTTP/1.1\r\nHost: docker\r\n\r\n`);
    clients.push(client);
  };
  for (let count = 0; count < CLIENTS; count += 1) {
    for (const path of paths) await ask('GET', path);
    await ask('POST', '/containers/noisy/attach?stream=1&logs=1&stdout=1');
  }
  // Each rename is an event for everyone.
  for (let count = 0; count < 100; count += 1)
    await http.post(`/containers/quiet/rename?name=quiet-${count}`);
  await expect
    .poll(async () => (await http.get('/info')).json<{ NEventsListener: number }>().NEventsListener)
    .toBe(CLIENTS);
  expect((await residentBytes(pid)) - before).toBeLessThan(MOST_GROWN);
  expect(await docker.text`exec noisy echo answers`).toBe('answers');

  for (const client of clients) client[Symbol.dispose]();
  await expect
    .poll(async () => (await http.get('/info')).json<{ NEventsListener: number }>().NEventsListener)
    .toBe(0);
  await docker.text`rm -f noisy quiet-99`;
});
