import { expect, test } from '../fixtures/ui-test.ts';

const COUNTER = 'i=0; while :; do i=$((i+1)); echo "number $i"; sleep 0.1; done';

test('the page survives a kill -9 of the engine: it says so, and everything goes on by itself', async ({
  ownApp: app,
  ownDesktop,
}) => {
  const { containers, container } = app;
  await ownDesktop.docker.text`run -d --name going gantry/starter sh -c ${COUNTER}`;
  await containers.open('going');
  await expect(container.log.lines).toContainText('number 5');
  await container.show('Terminal');
  await container.terminal.ready();
  await container.show('Logs');

  await ownDesktop.killEngine();
  await expect(app.page.getByText('The engine is restarting.')).toBeVisible();
  await app.engineRuns();
  await expect(app.page.getByText('The engine is restarting.')).toBeHidden();

  const newest = async () => Math.max(...(await container.log.shownNumbers()));
  const reached = await newest();
  await expect.poll(newest).toBeGreaterThan(reached + 20);
  const numbers = await container.log.shownNumbers();
  expect(numbers).toEqual(numbers.map((_number, index) => (numbers[0] ?? 0) + index));

  await container.show('Terminal');
  await expect(container.terminal.panel).toContainText('the connection to the engine was lost');
  await container.terminal.newSession.click();
  await container.terminal.type('echo again-$((3+3))');
  await expect(container.terminal.screen).toContainText('again-6');

  await app.goTo('Containers');
  await expect(containers.row('going')).toContainText('Running');
  await ownDesktop.docker.text`kill going`;
  await expect(containers.row('going')).toContainText('Exited (137)');
});

test('what is typed before the shell answers is not lost', async ({ ownApp: app, ownDesktop }) => {
  const { container, containers } = app;
  await ownDesktop.docker.text`run -d --name host gantry/starter sleep 600`;
  await containers.press('host', 'Terminal');
  await container.terminal.ready();
  await ownDesktop.whileEngineStalls(async () => {
    await container.terminal.openShell();
    await container.terminal.type('echo ahead-$((3+4))');
  });
  await expect(container.terminal.screen).toContainText('ahead-7');
});

test('what happened while the engine was away is shown when it is back', async ({
  ownApp: app,
  ownDesktop,
}) => {
  const { docker } = ownDesktop;
  await docker.text`run -d --name brief gantry/starter sh -c ${'sleep 1; exit 7'}`;
  await expect(app.containers.row('brief')).toContainText('Running');
  await ownDesktop.killEngine();
  await expect(app.containers.row('brief')).toContainText('Exited (7)', { timeout: 30_000 });
});
