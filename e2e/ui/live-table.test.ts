import { expect, test } from '../fixtures/ui-test.ts';

test('the table follows what other clients do, without a reload', async ({ app: { containers }, docker }) => {
  await docker.text`run -d --name elsewhere gantry/starter sleep 600`;
  await expect(containers.row('elsewhere')).toContainText('Running');
  await docker.text`pause elsewhere`;
  await expect(containers.row('elsewhere')).toContainText('Paused');
  await docker.text`unpause elsewhere`;
  await docker.text`rename elsewhere renamed`;
  await expect(containers.row('renamed')).toContainText('Running');
  await docker.text`kill renamed`;
  await expect(containers.row('renamed')).toContainText('Exited (137)');
  await docker.text`rm renamed`;
  await expect(containers.row('renamed')).toBeHidden();
});

test('a container that ends by itself shows how', async ({ app: { containers }, docker }) => {
  await docker.text`run -d --name failing gantry/starter sh -c ${'until [ -e /go ]; do sleep 0.1; done; exit 3'}`;
  await expect(containers.row('failing')).toContainText('Running');
  await docker.text`exec failing touch /go`;
  await expect(containers.row('failing')).toContainText('Exited (3)');
});

test('the filter keeps what fits and offers the way back', async ({ app: { containers }, docker }) => {
  for (const name of ['web-one', 'web-two', 'database'])
    await docker.text`create --name ${name} gantry/starter true`;
  await expect(containers.row('database')).toBeVisible();
  await containers.filter.fill('web');
  await expect(containers.row('database')).toBeHidden();
  await expect(containers.row('web-two')).toBeVisible();
  await containers.filter.fill('nothing like it');
  await expect(containers.main).toContainText('No container matches');
  await containers.main.getByRole('button', { name: 'Show all containers' }).click();
  await expect(containers.row('database')).toBeVisible();
});

test('several containers are selected and removed together, after a list of them', async ({
  app,
  docker,
}) => {
  const { containers, removal } = app;
  for (const name of ['first-of-two', 'second-of-two', 'stays'])
    await docker.text`create --name ${name} gantry/starter true`;
  await containers.select('first-of-two');
  await containers.select('second-of-two');
  await containers.main.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(removal.items).toHaveCount(2);
  await removal.confirm();
  await expect(containers.row('first-of-two')).toBeHidden();
  await expect(containers.row('stays')).toBeVisible();
});
