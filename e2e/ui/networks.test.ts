import { expect, test } from '../fixtures/ui-test.ts';

const SERVE = 'mkdir /w; head -c 3000000 /dev/zero > /w/big; exec httpd -f -p 80 -h /w';

test('a person makes a network, sees on the map who reaches whom and why not, and mends it', async ({
  app,
  docker,
  page,
}) => {
  const { networks, networkMap: map, container, removal } = app;

  await test.step('a network that cannot be is refused at its field', async () => {
    await app.goTo('Networks');
    await networks.openCreate();
    await networks.fill({ Name: 'story-front', Subnet: '10.211.7.0/24', Gateway: '10.212.0.1' });
    await expect(networks.create).toContainText('It is outside 10.211.7.0/24.');
    await networks.fill({ Gateway: '10.211.7.9' });
    await networks.submit();
    await expect(networks.network.getByRole('region', { name: 'Addresses' })).toContainText('10.211.7.9');
  });

  await test.step('the engine knows of overlaps', async () => {
    await app.goTo('Networks');
    await networks.openCreate();
    await networks.fill({ Name: 'story-twice', Subnet: '10.211.7.128/25' });
    await networks.submit();
    await expect(networks.create).toContainText(/overlaps with 10\.211\.7\.0\/24 of network story-front/);
    await page.keyboard.press('Escape');
  });

  await test.step('what happens elsewhere appears by itself', async () => {
    await docker.text`network create --internal story-back`;
    await expect(networks.row('story-back')).toContainText('Internal');
    await docker.text`run -d --name story-web --network story-front -p 127.0.0.1::80 gantry/starter sh -c ${SERVE}`;
    await docker.text`run -d --name story-db --network story-back --expose 5432 gantry/starter nc -ll -p 5432 -e cat`;
    await expect(networks.row('story-front')).toContainText('story-web');
  });

  await test.step('two on different networks do not reach each other', async () => {
    await networks.show('Map');
    await map.container('story-web').click();
    await map.container('story-db').click();
    await expect(map.port).toHaveValue('5432');
    await map.tryIt();
    await expect(map.answer).toContainText('No');
    await expect(map.answer).toContainText('story-web is on story-front, story-db on story-back');
    await expect(map.picture).toContainText('no shared network');
  });

  await test.step('connected by the dialog they do', async () => {
    await map.picture.getByRole('link', { name: 'Open story-db' }).click();
    await container.main.getByRole('button', { name: 'Connect to a network' }).click();
    await networks.connect.getByRole('combobox', { name: 'Network' }).click();
    await page.getByRole('option', { name: /story-front/ }).click();
    await networks.connect.getByRole('textbox', { name: 'Aliases' }).fill('database');
    await networks.connect.getByRole('button', { name: 'Connect' }).click();
    await expect(container.main.getByRole('row', { name: /story-front/ })).toContainText('database');
    await app.goTo('Networks');
    await networks.show('Map');
    await map.ask({ from: 'story-web', to: 'database', port: 5432 });
    await expect(map.answer).toContainText(/Yes.*as database at 10\.211\.7\.\d+ over story-front/s);
    await expect(map.picture).toContainText('yes, port 5432');
    await map.ask({ from: 'story-db', to: 'story-web', port: 81 });
    await expect(map.answer).toContainText('nothing in it listens on port 81');
  });

  await test.step('what flows stands on the lines and in the list', async () => {
    const load = 'while wget -q -O /dev/null http://story-web/big; do sleep 0.2; done';
    await docker.text`exec -d story-db sh -c ${load}`;
    await expect(map.member('story-front', 'story-db')).toContainText(/↓ [\d.]+ [kM]B\/s/);
    await expect(map.picture).toContainText(/↑ [\d.]+ [kM]B\/s/);
  });

  await test.step('a published port is a link that answers', async () => {
    const [port = ''] = (await docker.text`port story-web 80`)
      .split('\n')
      .map((line) => line.split(':').at(-1) ?? '');
    const link = map.picture.getByRole('link', { name: `${port}:80` });
    await expect(link).toHaveAttribute('href', `http://127.0.0.1:${port}`);
    expect((await page.request.get(`http://127.0.0.1:${port}/big`)).status()).toBe(200);
  });

  await test.step('what nobody uses any more goes, each named before', async () => {
    await docker.text`rm -f story-web story-db`;
    await networks.show('List');
    await networks.unused.click();
    await expect(removal.items).toContainText(['story-front', 'story-back']);
    await removal.confirm();
    await expect(networks.row('story-front')).toBeHidden();
    expect(await docker.text`network ls -q --filter name=story`).toBe('');
  });
});

test('a port that is taken is said in the run dialog, with who has it and the nearest that is free', async ({
  app,
  docker,
}) => {
  await docker.text`run -d --name holder -p 80 gantry/starter sh -c ${SERVE}`;
  const taken = (await docker.text`port holder 80`).split('\n')[0]?.split(':').at(-1) ?? '';
  const { runDialog } = app;
  await app.containers.runButton.click();
  await runDialog.fill({ image: 'gantry/starter:latest', name: 'second', command: 'httpd -f -p 80' });
  await runDialog.dialog.getByRole('button', { name: 'Add port' }).click();
  await runDialog.dialog.getByRole('textbox', { name: 'Host port 1' }).fill(taken);
  await runDialog.dialog.getByRole('textbox', { name: 'Container port 1' }).fill('80');
  await expect(runDialog.dialog).toContainText(`Port ${taken} is taken by the container holder.`);
  await runDialog.dialog.getByRole('button', { name: /^Use \d+$/ }).click();
  await expect(runDialog.commandLine).toContainText(/-p \d+:80/);
  await runDialog.submit();
  await expect.poll(() => docker.text`port second 80`).toMatch(/0\.0\.0\.0:\d+/);
  expect(await docker.text`port second 80`).not.toContain(`:${taken}\n`);
});
