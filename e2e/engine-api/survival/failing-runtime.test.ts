import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { containersWithCgroup } from '../../faults/kernel-facts.ts';
import { Engine, leftBelow, newHome } from '../../fixtures/engine.ts';
import { expect, test } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';
import { runProgram } from '../../fixtures/program.ts';

/**
 * A folder with a `runc` and a `crun` that do what the real ones do, and die by SIGKILL before or after a command when a file
 * such as `create-before` is there. One such as `create-ends` names a process that is ended before the command.
 */
async function failingRuntimes(folder: string): Promise<string> {
  await mkdir(folder);
  for (const name of ['runc', 'crun']) {
    const real = (await runProgram('sh', ['-c', `command -v ${name} || true`])).stdout.trim();
    if (real === '') continue;
    const script = `#!/bin/sh
for command in create pause exec; do
  case " $* " in *" $command "*)
    [ -e ${folder}/$command-before ] && kill -9 $$
    if [ -e ${folder}/$command-ends ]; then
      read -r pid < ${folder}/$command-ends
      kill -9 $pid
      while [ -e /proc/$pid ]; do sleep 0.01; done
    fi
    if [ -e ${folder}/$command-after ]; then ${real} "$@"; kill -9 $$; fi
  esac
done
exec ${real} "$@"
`;
    await writeFile(join(folder, name), script);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}

test('a runtime that dies in the middle of its work leaves nothing, and the next try succeeds', async () => {
  test.skip(isHeldAgainstDocker, 'this story gives its engine a broken runtime');
  const home = await newHome();
  const folder = await failingRuntimes(join(home.folder, 'programs'));
  await using engine = new Engine(home);
  await engine.start({ PATH: `${folder}:${process.env['PATH']}` });
  await engine.loadImage({ tags: ['busybox:latest'] });
  const { docker } = engine;
  await docker.text`create --name brave busybox sleep 600`;
  await writeFile(join(folder, 'create-before'), '');
  const { code, stderr } = await docker`start brave`;
  expect(code).not.toBe(0);
  expect(stderr).toContain('OCI runtime create failed');
  expect(await docker.text`inspect -f ${'{{.State.Status}} {{.State.Pid}}'} brave`).toBe('created 0');
  expect([...(await containersWithCgroup(await engine.instance()))]).toEqual([]);
  expect((await leftBelow(home)).filter((thing) => /[0-9a-f]{64}/.test(thing))).toEqual([]);
  await rm(join(folder, 'create-before'));
  await docker.text`start brave`;
  await writeFile(join(folder, 'pause-after'), '');
  expect((await docker`pause brave`).code).not.toBe(0);
  expect(await docker.text`exec brave echo not frozen`).toBe('not frozen');
  await rm(join(folder, 'pause-after'));
  await writeFile(join(folder, 'exec-after'), '');
  expect((await docker`exec brave sleep 600`).code).not.toBe(0);
  await rm(join(folder, 'exec-after'));
  expect((await docker.text`top brave -o pid,args`).match(/sleep/g)).toHaveLength(1);
  await docker.text`rm -f brave`;
});

test('a start beside a container that ends at that moment is refused as one beside a container that does not run', async () => {
  test.skip(isHeldAgainstDocker, 'this story gives its engine a runtime of its own');
  const home = await newHome();
  const folder = await failingRuntimes(join(home.folder, 'programs'));
  await using engine = new Engine(home);
  await engine.start({ PATH: `${folder}:${process.env['PATH']}` });
  await engine.loadImage({ tags: ['busybox:latest'] });
  const { docker, http } = engine;
  await docker.text`run -d --name lender --ipc shareable busybox sleep 600`;
  const ways = { pid: 'pid', ipc: 'ipc', network: 'net' };
  for (const way of Object.keys(ways)) {
    await docker.text`create --name by-${way} --${way} container:lender busybox sleep 600`;
  }
  for (const [way, namespace] of Object.entries(ways)) {
    await docker.text`start lender`;
    await writeFile(
      join(folder, 'create-ends'),
      `${await docker.text`inspect -f ${'{{.State.Pid}}'} lender`}\n`,
    );
    const message = `cannot join ${namespace} namespace of a non running container: lender`;
    const answer = await http.post(`/containers/by-${way}/start`);
    expect({ status: answer.status, body: answer.json() }).toMatchObject({ status: 409, body: { message } });
    expect(await docker.text`inspect -f ${'{{.State.Error}}'} by-${way}`).toBe(message);
    await rm(join(folder, 'create-ends'));
    await docker.text`wait lender`;
  }
});
