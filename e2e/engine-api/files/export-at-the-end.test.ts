import { RawClient } from '../../../engine/testing/raw-client.ts';
import { leftBelow } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';

test('an engine that stops amid exports and copies leaves none of their mounts', async ({ ownEngine }) => {
  const { docker, home } = ownEngine;
  await docker.text`run --name big busybox sh -c ${'head -c 30000000 /dev/zero > /zeros'}`;
  const paths = ['/containers/big/export', '/containers/big/archive?path=/zeros'];
  const clients = await Promise.all(paths.map(() => RawClient.connect(home.socket)));
  for (const [index, client] of clients.entries()) {
    client.pause();
    client.send(`GET ${paths[index]} HTTP/1.1\r\nHost: d\r\n\r\n`);
  }
  await expect
    .poll(async () => (await leftBelow(home)).filter((one) => one.includes('/looks/')).length)
    .toBe(2);
  await ownEngine.stop();
  expect(await leftBelow(home)).toEqual([]);
  for (const client of clients) client[Symbol.dispose]();
  await ownEngine.start();
});
