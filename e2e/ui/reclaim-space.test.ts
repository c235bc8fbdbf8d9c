import { randomBytes } from 'node:crypto';
import type { RemovedLogs } from '../../engine/api/types/removed-log.ts';
import { bytesOnDisk } from '../fixtures/disk-tree.ts';
import { expect, test } from '../fixtures/ui-test.ts';

const MEBIBYTE = 1024 * 1024;

test('what is chosen on the disk page goes, and nothing else, and frees the bytes that the plan named', async ({
  ownApp,
  ownDesktop,
}) => {
  const { docker, home, http } = ownDesktop;
  const shared = [{ path: 'shared', content: randomBytes(2 * MEBIBYTE) }];
  for (const tag of ['goes', 'stays'])
    await ownDesktop.loadImage({
      tags: [`space:${tag}`],
      layers: [shared, [{ path: tag, content: randomBytes(3 * MEBIBYTE) }]],
    });
  await docker.text`create --name user space:stays true`;
  await docker.text`run --rm --name brief gantry/starter echo said`;
  const removedLogs = async () => (await http.get('/gantry/removed-logs')).json<RemovedLogs>().logs;
  await expect.poll(removedLogs).toMatchObject([{ name: 'brief' }]);
  const images = async () => (await docker.text`images --format ${'{{.Repository}}:{{.Tag}}'}`).split('\n');
  const before = await images();

  const { disk } = ownApp;
  await ownApp.goTo('Disk');
  await disk.show('Reclaim space');
  await disk.choose('space:goes');
  await disk.choose('brief');
  await expect(disk.planned('Images')).toHaveCount(1);
  await expect(disk.planned('Names taken away')).toContainText('space:goes');
  await expect(disk.planned('Unpacked layers')).toHaveCount(1);
  await expect(disk.planned('Logs of removed containers')).toContainText('brief');
  const planned = await disk.plannedBytes();
  expect(planned).toBeGreaterThan(3 * MEBIBYTE);

  const used = await bytesOnDisk(home.dataRoot);
  await disk.apply();
  await expect(disk.freed).toBeVisible();
  expect(await disk.freedBytes()).toBe(planned);
  expect(used - (await bytesOnDisk(home.dataRoot))).toBe(planned);
  expect(await images()).toEqual(before.filter((name) => name !== 'space:goes'));
  expect(await removedLogs()).toEqual([]);
  expect(await docker`start -a user`).toMatchObject({ code: 0, stderr: '' });
});
