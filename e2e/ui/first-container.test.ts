import { expect, test } from '../fixtures/ui-test.ts';

const SCRIPT = `sh -c 'trap exit TERM; i=0; while true; do i=$((i+1)); echo tick $i; sleep 0.1; done'`;

test('a person starts for the first time, runs the starter image, reads its log, uses its shell and removes it', async ({
  ownApp: app,
}) => {
  const { containers, container, runDialog, removal } = app;

  await test.step('the empty table offers to run the starter image', async () => {
    await expect(containers.main).toContainText('No containers yet');
    await containers.main.getByRole('button', { name: 'Run gantry/starter' }).click();
    await expect(runDialog.image).toHaveValue('gantry/starter:latest');
    await runDialog.fill({ name: 'first', command: SCRIPT });
    await runDialog.submit();
  });

  await test.step('its log appears and follows', async () => {
    await expect(container.log.lines).toContainText('tick 3');
    await expect(container.log.state).toContainText('Following');
    await container.log.search.fill('tick 2');
    await expect(container.log.matches).toContainText(/\d+/);
    await container.log.search.clear();
  });

  await test.step('its shell answers and keeps what was typed while other tabs are looked at', async () => {
    await container.show('Terminal');
    await container.terminal.ready();
    await container.terminal.type('echo answer-$((6*7))');
    await expect(container.terminal.screen).toContainText('answer-42');
    await container.terminal.type('kept=still-here');
    await container.show('Logs');
    await expect(container.log.lines).toContainText('tick');
    await container.show('Terminal');
    await expect(container.terminal.screen).toContainText('answer-42');
    await container.terminal.type('echo "value $kept"');
    await expect(container.terminal.screen).toContainText('value still-here');
  });

  await test.step('inspect is searchable and shows the raw answer', async () => {
    await container.show('Inspect');
    await container.inspect.search.fill('tick');
    await expect(container.inspect.tree).toContainText('echo tick');
    await expect(container.inspect.found).toContainText(/[1-9]\d* found/);
    await container.inspect.search.clear();
    await container.inspect.show('JSON');
    await expect(container.inspect.json).toContainText('"Name": "/first"');
  });

  await test.step('the table shows it running, stops it and removes it', async () => {
    await app.goTo('Containers');
    await expect(containers.row('first')).toContainText('Running');
    await expect(containers.row('first')).toContainText('gantry/starter');
    await containers.press('first', 'Stop');
    await expect(containers.row('first')).toContainText('Exited', { timeout: 30_000 });
    await containers.choose('first', 'Remove');
    await expect(removal.items).toContainText(['first']);
    await removal.confirm();
    await expect(containers.main).toContainText('No containers yet');
  });
});
