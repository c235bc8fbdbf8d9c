import { expect, test } from '../../fixtures/engine-test.ts';
import { runProgram } from '../../fixtures/program.ts';

test('commit makes an image with the changes of the container', async ({ docker }) => {
  await docker`run --name source busybox sh -c ${'echo kept > /kept; rm /bin/vi'}`;
  const id =
    await docker.text`commit -m ${'a message'} -a someone -c ${'CMD ["cat","/kept"]'} -c ${'ENV X=y'} source committed:1`;
  expect(id).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(await docker.text`run --rm committed:1`).toBe('kept');
  expect(await docker.text`run --rm committed:1 sh -c ${'echo $X; ls /bin/vi 2>&1 | tail -1'}`).toMatch(
    /^y\nls: \/bin\/vi: No such file/,
  );
  expect(await docker.text`image inspect -f ${'{{.Comment}}|{{.Author}}'} committed:1`).toBe(
    'a message|someone',
  );
  await docker.text`rm source`;
  await docker.text`rmi committed:1`;
});

test('commit of a running container pauses it only for the moment', async ({ docker }) => {
  await docker`run -d --name source busybox sleep 600`;
  const id = await docker.text`commit source`;
  expect(await docker.text`inspect -f {{.State.Status}} source`).toBe('running');
  await docker.text`rmi ${id}`;
});

test('export is a tar of the root, import makes an image of it', async ({ docker, folder }) => {
  await docker`run --name source busybox sh -c ${'echo exported > /file'}`;
  await docker.text`export -o ${`${folder}/root.tar`} source`;
  const { stdout } = await runProgram('tar', ['-tf', `${folder}/root.tar`]);
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['file', 'bin/busybox', 'etc/passwd']));
  const id = await docker.text`import -c ${'CMD ["cat","/file"]'} -m note ${`${folder}/root.tar`} imported:1`;
  expect(id).toMatch(/^sha256:/);
  expect(await docker.text`run --rm imported:1`).toBe('exported');
  await docker.text`rmi imported:1`;
});
