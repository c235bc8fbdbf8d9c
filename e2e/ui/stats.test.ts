import { expect, test } from '../fixtures/ui-test.ts';

const WORK = 'i=0; while :; do i=$((i+1)); [ $((i % 40000)) = 0 ] && sleep 0.2; done';

test('a person sees what a container uses, what it used, and which processes it has', async ({
  app,
  desktop,
  docker,
  page,
}) => {
  const { containers, container } = app;
  const { stats } = container;

  await test.step('the table tells what each uses, and sorts by it', async () => {
    await docker.text`run -d --name busy --memory 64m gantry/starter sh -c ${WORK}`;
    await docker.text`run -d --name idle gantry/starter sleep 600`;
    await expect(containers.row('busy')).toContainText(/[1-9]\d* %/);
    await expect(containers.row('idle')).toContainText(/0\.\d %/);
    await expect(containers.row('idle')).toContainText(/\d+ kB|MB/);
    await containers.table.getByRole('button', { name: 'CPU' }).click();
    await expect(containers.table.getByRole('row').nth(1)).toContainText('busy');
  });

  await test.step('its lines move by the second, with the limit and what happened', async () => {
    await containers.open('busy');
    await container.show('Stats');
    await expect(stats.chart('CPU')).toContainText(/\d+(\.\d)? %/);
    await expect(stats.chart('Memory')).toContainText('Limit 67.1 MB');
    await expect(stats.chart('Network')).toContainText(/Received [\d.]+ (k|M)?B\/s/);
    await expect(stats.chart('Processes')).toContainText(/[1-9]/);
    await expect(stats.events).toContainText('Started');
    const before = await stats.picture('CPU');
    await expect.poll(async () => (await stats.picture('CPU')).equals(before)).toBe(false);
  });

  await test.step('one cursor stands in all of them and says when', async () => {
    await stats.chart('CPU').locator('.u-over').hover();
    await expect(stats.panel).toContainText(/\d{1,2}:\d{2}:\d{2}/);
    await expect(stats.chart('Disk').locator('.u-cursor-x')).toBeVisible();
    await page.mouse.move(5, 5);
  });

  await test.step('its processes', async () => {
    await container.show('Processes');
    await expect(stats.processes.getByRole('row')).toContainText(['PID', 'while :']);
    await stats.processes.getByRole('button', { name: 'CPU' }).click();
    await expect(stats.processes.getByRole('columnheader', { name: 'CPU' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
  });

  await test.step('after its end the recorder still knows, in the longest span too', async () => {
    await expect
      .poll(async () => (await desktop.http.get('/gantry/containers/busy/history')).text, { timeout: 30_000 })
      .toMatch(/"cpu":\{"average":\[[^\]]*\d/);
    await docker.text`kill busy`;
    await expect(container.main).toContainText('It has no processes');
    await container.show('Stats');
    await expect(stats.events).toContainText('Ended with exit code 137');
    await stats.choose('7 d');
    await expect(stats.chart('CPU').getByRole('img')).toHaveAccessibleName(
      /^CPU in the last 7 days: Used \d/,
    );
  });

  await test.step('one that never ran has nothing to show', async () => {
    await docker.text`create --name never gantry/starter true`;
    await app.goTo('Containers');
    await containers.open('never');
    await container.show('Stats');
    await expect(stats.panel).toContainText('It has not run yet');
  });
});
