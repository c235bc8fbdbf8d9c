import { expect, test } from '../fixtures/ui-test.ts';

const SHOP = `
echo '{"level":"info","msg":"request served","path":"/items/1"}'
echo '{"level":"warn","msg":"slow request","path":"/cart"}'
sleep 600`;
const WORKER = `
echo 'job taken'
printf 'TypeError: cannot read x\\n    at run (worker.js:12:4)\\n    at loop (worker.js:40:9)\\n' >&2
while [ ! -e /go ]; do sleep 0.1; done
echo 'job done'
sleep 600`;

test.beforeEach(async ({ app, docker }) => {
  await docker.text`run --name ended gantry/starter echo ${'the one that ended'}`;
  await docker.text`run -d --name shop --label com.docker.compose.project=market gantry/starter sh -c ${SHOP}`;
  await docker.text`run -d --name worker gantry/starter sh -c ${WORKER}`;
  await app.goTo('Logs');
  await expect(app.logs.lines).toContainText('at loop');
});

test('the lines of all containers stand together, of stopped ones too', async ({ app: { logs }, docker }) => {
  await expect(logs.lines).toContainText('the one that ended');
  await expect(logs.lines).toContainText('request served');
  await docker.text`exec worker touch /go`;
  await expect(logs.lines).toContainText('job done');
  await docker.text`rm -f shop`;
  await docker.text`start ended`;
  await expect(logs.lines.getByText('the one that ended')).toHaveCount(2);
  await expect(logs.lines).toContainText('slow request');
});

test('the log of a removed container stays until it is deleted in the settings', async ({ app, docker }) => {
  const { logs, settings } = app;
  await docker.text`rm -f shop`;
  await expect(logs.state).toContainText('beside the logs of 1 removed');
  await expect(logs.lines.getByText('slow request')).toHaveCount(1);
  await app.page.reload();
  await logs.tick('Containers', 'shop (removed)');
  await expect(logs.state).toContainText('2 lines');
  await expect(logs.lines.getByTitle('shop (market), removed')).toHaveCount(2);
  await app.goTo('Settings');
  await settings.main.getByRole('button', { name: 'Delete logs' }).click();
  await app.removal.confirm();
  await expect(settings.main).toContainText('0 logs');
});

test('they are filtered by container, project, level and pattern', async ({ app: { logs } }) => {
  await logs.tick('Projects', 'market');
  await expect(logs.lines).not.toContainText('job taken');
  await expect(logs.lines).toContainText('slow request');
  await logs.tick('Projects', 'market');
  await logs.tick('Containers', 'worker', 'ended');
  await expect(logs.lines).not.toContainText('slow request');
  await logs.showLevel('Errors');
  await expect(logs.state).toContainText('3 lines');
  await logs.showLevel('All levels');
  await logs.button('Regular expression').click();
  await logs.filter.fill('loop .worker.js:\\d+');
  await expect(logs.lines).toContainText('TypeError: cannot read x');
  await expect(logs.state).toContainText('3 lines');
  await logs.filter.fill('loop (');
  await expect(logs.panel.getByText('Not a pattern')).toBeVisible();
});

test('fields of JSON lines become columns on request', async ({ app: { logs } }) => {
  await logs.tick('Columns', 'path');
  await expect.poll(() => logs.column('path')).toEqual(['/items/1', '/cart']);
});

test('a paused view gets what was printed meanwhile when it goes on', async ({ app: { logs }, docker }) => {
  await logs.button('Pause').click();
  await docker.text`exec worker touch /go`;
  await expect.poll(() => docker.text`logs worker`).toContain('job done');
  await expect(logs.lines).not.toContainText('job done');
  await logs.button('Go on').click();
  await expect(logs.lines).toContainText('job done');
  await expect(logs.lines.getByText('job taken')).toHaveCount(1);
});

test('a line leads to its container', async ({ app }) => {
  await app.logs.lines.getByRole('link', { name: 'shop' }).first().click();
  await expect(app.page.getByRole('main', { name: 'Container' })).toBeVisible();
});
