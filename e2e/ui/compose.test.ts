import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/ui-test.ts';

const SHOP = `name: story-shop
services:
  web:
    image: gantry/starter
    command: sh -c 'echo "I am web"; sleep 600'
    stop_grace_period: 0s
    environment:
      LOG: info
    depends_on:
      db:
        condition: service_healthy
  db:
    image: gantry/starter
    command: sh -c 'touch /ready; sleep 600'
    stop_grace_period: 0s
    volumes: ["data:/data"]
    healthcheck:
      test: ["CMD", "test", "-e", "/ready"]
      interval: 200ms
volumes:
  data:
`;

test('a person opens a Compose file, reads the plan before each step, and brings the project up and down', async ({
  app,
  docker,
  folder,
}) => {
  const { compose } = app;
  const file = join(folder, 'compose.yaml');

  await test.step('what is wrong in the file is said with its place', async () => {
    await writeFile(file, SHOP.replace('image: gantry/starter', 'imagee: gantry/starter'));
    await app.goTo('Compose');
    await compose.openPath(folder);
    await expect(compose.open).toContainText('compose.yaml:4:');
    await expect(compose.open).toContainText('image');
    await writeFile(file, SHOP);
    await compose.open.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(compose.service('web')).toContainText('Waits for db to be healthy');
  });

  await test.step('the plan says what is done, in which order, and why', async () => {
    await compose.project.getByRole('button', { name: 'Up', exact: true }).click();
    await expect(compose.steps.getByRole('listitem')).toHaveText([
      /network story-shop_default – create/,
      /volume story-shop_data – create/,
      /container story-shop-db-1 – create and start/,
      /service db – wait until it is healthy.*depends_on\.db\.condition of web is service_healthy/,
      /container story-shop-web-1 – create and start/,
    ]);
    expect(await docker.text`ps -aq --filter label=com.docker.compose.project=story-shop`).toBe('');
    await compose.confirm('Bring up');
    await expect(compose.plan).toContainText('story-shop is up');
    await compose.close();
    await expect(compose.service('db')).toContainText('healthy');
    await expect(compose.service('web')).toContainText('running');
  });

  await test.step('the second time there is nothing to do', async () => {
    await compose.project.getByRole('button', { name: 'Up', exact: true }).click();
    await expect(compose.plan).toContainText('Nothing is to be done');
    await compose.close();
  });

  await test.step('the logs of its services stand together', async () => {
    await compose.tab('Logs');
    await expect(compose.project.getByText('I am web')).toBeVisible();
  });

  await test.step('a change of the file is edited here, and the plan names the field', async () => {
    await compose.tab('Files');
    await expect(compose.editor).toContainText('LOG: info');
    await writeFile(file, SHOP.replace('LOG: info', 'LOG: debug'));
    await compose.project.getByRole('button', { name: 'Reload' }).click();
    await expect(compose.editor).toContainText('LOG: debug');
    await compose.editor.getByText('depends_on').click();
    await app.page.keyboard.press('End');
    await app.page.keyboard.type('x');
    await expect(compose.problems).toContainText('Line 9');
    await app.page.keyboard.press('Backspace');
    await expect(compose.problems).toContainText('Nothing to say about it');
    await compose.project.getByRole('button', { name: /plan up/i }).click();
    await expect(compose.steps.getByRole('listitem')).toHaveText([
      /container story-shop-web-1 – recreate.*environment\.LOG changed from info to debug/,
    ]);
    await expect(compose.plan).toContainText('story-shop-db-1');
    await compose.confirm('Bring up');
    await compose.close();
    expect(await docker.text`exec story-shop-web-1 sh -c ${'echo $LOG'}`).toBe('debug');
    expect(await readFile(file, 'utf8')).toContain('LOG: debug');
  });

  await test.step('one more container of a service is one click and a plan away', async () => {
    await compose.tab('Services');
    await compose.service('web').getByRole('button', { name: 'More containers of web' }).click();
    await expect(compose.steps.getByRole('listitem')).toHaveText([
      /container story-shop-web-2 – create and start/,
    ]);
    await compose.confirm('Bring up');
    await compose.close();
    await expect(compose.service('web')).toContainText('story-shop-web-2');
  });

  await test.step('bringing it down says what goes and which data stays', async () => {
    await compose.choose('Down…');
    await expect(compose.steps).toContainText('container story-shop-web-2 – stop and remove');
    await expect(compose.data.getByRole('listitem')).toHaveText([/story-shop_data.*Kept/]);
    await compose.plan.getByRole('switch', { name: 'Remove volumes, too' }).click();
    await expect(compose.data.getByRole('listitem')).toHaveText([/story-shop_data.*Removed/]);
    await compose.confirm('Bring down');
    await compose.close();
    await expect(compose.service('web')).toContainText('No container');
    expect(await docker.text`volume ls -q --filter name=story-shop`).toBe('');
    expect(await docker.text`network ls -q --filter name=story-shop`).toBe('');
  });
});
