import { expect, test } from '../fixtures/ui-test.ts';

test('a stopped engine is said in words, with a way out', async ({ ownApp: app, ownDesktop }) => {
  await ownDesktop.docker.text`run -d --name staying gantry/starter sleep 600`;
  await expect(app.containers.row('staying')).toContainText('Running');
  await app.post('/desktop/engine/stop');
  const state = app.page.getByRole('main', { name: 'Engine state' });
  await expect(state).toContainText('The engine is stopped');
  await expect(state).toContainText('Containers that were running go on');
  await expect(app.engineBadge).toContainText('Engine stopped');
  await state.getByRole('button', { name: 'Start' }).click();
  await app.engineRuns();
  await expect(app.containers.row('staying')).toContainText('Running');
});

test('a window that is opened while the engine is stopped says so too', async ({ ownApp: app }) => {
  await app.post('/desktop/engine/stop');
  await app.page.reload();
  await expect(app.page.getByRole('main', { name: 'Engine state' })).toContainText('The engine is stopped');
});
