import { expect, test } from '../fixtures/ui-test.ts';

test('a container is edited in a form that says what changes, and is as it was by one click', async ({
  app,
  docker,
}) => {
  const serve = 'trap exit TERM; echo value $A; while :; do sleep 0.1; done';
  const health = ['--health-cmd', 'true', '--health-interval', '100ms'];
  await docker.text`run -d --name web -e A=1 -v /data --sysctl net.core.somaxconn=1024 ${health} gantry/starter sh -c ${serve}`;
  await docker.text`exec web touch /data/kept`;
  await app.containers.open('web');
  await expect(app.container.log.lines).toContainText('value 1');
  const { edit } = app;

  await test.step('the form has what is, and the review what changes', async () => {
    await app.container.choose('Edit…');
    await expect(edit.dialog).toContainText('carried over unchanged: Sysctls');
    await edit.field('Value 1').fill('two words');
    await edit.openGroup('Resources');
    await edit.field('Memory limit').fill('nothing');
    await expect(edit.dialog).toContainText('A number with b, k, m or g');
    await edit.field('Memory limit').fill('64m');
    await edit.press('Review the changes');
    await expect(edit.changes.getByRole('listitem')).toHaveText([
      /Variable A.*1.*two words/,
      /Memory limit.*64m/,
    ]);
  });

  await test.step('the edited container takes the place of the old one, with its volume', async () => {
    await edit.press('Apply');
    await expect(edit.dialog).toBeHidden();
    await expect(app.container.log.lines).toContainText('value two words');
    await expect(edit.banner).toContainText('The one before is kept');
    expect(await docker.text`inspect -f ${'{{.HostConfig.Memory}}'} web`).toBe(String(64 * 1024 * 1024));
    expect(await docker.text`exec web ls /data`).toBe('kept');
  });

  await test.step('going back takes one click', async () => {
    await edit.banner.getByRole('button', { name: 'Go back' }).click();
    await expect(app.page.getByText('web is as it was before the edit').first()).toBeVisible();
    await expect(edit.banner).toBeHidden();
    await expect.poll(() => docker.text`ps -a --format ${'{{.Names}} {{.State}}'}`).toBe('web running');
    expect(await docker.text`exec web sh -c ${'echo $A'}`).toBe('1');
  });

  await test.step('an edit that does not work says why, and changed nothing', async () => {
    await app.container.choose('Edit…');
    await edit.field('Command').fill("sh -c 'echo bad luck; exit 3'");
    await edit.press('Review the changes');
    await edit.press('Apply');
    await expect(edit.dialog.getByRole('alert')).toContainText('The one before is as it was.');
    await expect(edit.dialog.getByRole('alert')).toContainText('bad luck');
    await edit.press('Close');
    await expect.poll(() => docker.text`ps -a --format ${'{{.Names}} {{.State}}'}`).toBe('web running');
  });

  await test.step('what it is stands as a docker command', async () => {
    await app.container.choose('As a docker command…');
    await expect(app.page.getByLabel('Command line', { exact: true })).toHaveText(
      `docker run -d --name web -v /data -e A=1 --sysctl net.core.somaxconn=1024 --health-cmd true --health-interval 100ms gantry/starter sh -c '${serve}'`,
    );
  });
});
