import { ANN } from '../../fixtures/registry.ts';
import { expect, test } from '../../fixtures/registry-test.ts';

test('a private image is pulled after login, and no longer after logout', async ({
  lockedRegistry,
  ownEngine,
}) => {
  const { docker } = ownEngine;
  const name = await lockedRegistry.add('private/tool:1', { files: [{ path: 'own', content: 'private' }] });
  const pullRefused = async () => {
    const { code, stderr } = await docker`pull ${name}`;
    expect(code).toBe(1);
    expect(stderr).toMatch(/no basic auth credentials|unauthorized|authentication required/);
    expect(await docker.text`images -q ${name}`).toBe('');
  };
  await pullRefused();

  const login = docker.with({ input: ANN.password });
  const host = lockedRegistry.host;
  expect(await login.text`login --username ${ANN.name} --password-stdin ${host}`).toContain(
    'Login Succeeded',
  );
  expect(await docker.text`pull ${name}`).toContain('Downloaded newer image');
  expect(await docker.text`run --rm ${name} cat /own`).toBe('private');
  await docker.text`rmi ${name}`;

  expect(await docker.text`logout ${host}`).toContain(`Removing login credentials for ${host}`);
  await pullRefused();
});

test('a wrong password is refused at login, and nothing is kept of it', async ({
  lockedRegistry,
  ownEngine,
}) => {
  const login = ownEngine.docker.with({ input: 'guessed' });
  const { code, stderr } = await login`login --username ann --password-stdin ${lockedRegistry.host}`;
  expect(code).toBe(1);
  expect(stderr).toMatch(/unauthorized|authentication required|401/i);
  expect(stderr).not.toContain('guessed');
  expect(ownEngine.log).not.toContain('guessed');
});

test('a push needs a login too, and has one in the same place', async ({ lockedRegistry, ownEngine }) => {
  const { docker } = ownEngine;
  const name = `${lockedRegistry.host}/private/pushed:1`;
  await docker.text`tag busybox ${name}`;
  expect(await docker`push ${name}`).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/no basic auth credentials|unauthorized|authentication required/),
  });
  const login = docker.with({ input: ANN.password });
  await login.text`login --username ${ANN.name} --password-stdin ${lockedRegistry.host}`;
  expect(await docker.text`push ${name}`).toMatch(/1: digest: sha256:/);
});
