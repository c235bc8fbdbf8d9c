import type { ReachAnswer, ReachRequest } from '../../../engine/api/types/network-look.ts';
import { Engine } from '../../fixtures/engine.ts';
import { expect } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';
import { surroundings, test } from '../../fixtures/names-test.ts';

test('whether A reaches B is tried from A itself, and the answer names the reason', async () => {
  test.skip(isHeldAgainstDocker, 'Docker’s engine has no such question');
  await using around = await surroundings();
  await using engine = await Engine.running({ namespace: around.namespace });
  const { docker, http } = engine;
  await engine.loadImage({ tags: ['busybox:latest'] });
  const serve = 'mkdir /w; exec httpd -f -p';
  await docker.text`network create front`;
  await docker.text`network create --internal back`;
  await docker.text`network create -o com.docker.network.bridge.enable_icc=false apart`;
  await docker.text`run -d --name web --network front --network-alias www busybox sh -c ${`${serve} 80 -h /w`}`;
  await docker.text`run -d --name shy --network front busybox sh -c ${`${serve} 127.0.0.1:80 -h /w`}`;
  await docker.text`run -d --name db --network back busybox nc -ll -p 5432 -e cat`;
  await docker.text`run -d --name one --network apart busybox sh -c ${`${serve} 80 -h /w`}`;
  await docker.text`run -d --name two --network apart busybox sleep 600`;
  await docker.text`run -d --name plain busybox sh -c ${`${serve} 80 -h /w`}`;
  await docker.text`run -d --name other busybox sleep 600`;
  await docker.text`run -d --name alone --network none busybox sleep 600`;
  await docker.text`run -d --name on-host --network host busybox nc -ll -p 7777 -e cat`;
  await docker.text`run -d --name beside --network container:web busybox sleep 600`;
  await docker.text`create --name asleep --network front busybox true`;

  const ask = async (question: Omit<ReachRequest, 'protocol'> & Partial<ReachRequest>) => {
    const answer = await http.post('/gantry/networks/reach', { body: question });
    expect(answer.status, answer.text).toBe(200);
    return answer.json<ReachAnswer>();
  };
  const reason = async (from: string, to: string, port: number) => (await ask({ from, to, port })).reason;

  expect(await ask({ from: 'shy', to: 'www', port: 80 })).toMatchObject({
    reachable: true,
    reason: 'connected',
    lookup: { name: 'www', outcome: 'found', by: '127.0.0.11' },
  });
  const plain = await ask({ from: 'other', to: 'plain', port: 80 });
  expect(plain.reachable).toBe(true);
  expect(plain.sentence).toContain('the default bridge network has no name service');
  expect(await reason('beside', 'web', 80)).toBe('connected');
  expect(await reason('web', 'on-host', 7777)).toBe('connected');
  expect((await ask({ to: 'db', port: 5432 })).reason).toBe('connected');
  expect(await reason('shy', 'web', 81)).toBe('nothing-listens');
  expect(await reason('web', 'shy', 80)).toBe('listens-on-loopback');
  expect(await reason('web', 'asleep', 80)).toBe('target-stopped');
  expect(await reason('asleep', 'web', 80)).toBe('source-stopped');
  expect(await reason('alone', 'web', 80)).toBe('no-network');
  expect(await reason('web', 'alone', 80)).toBe('target-no-network');
  expect(await reason('db', '203.0.113.1', 80)).toBe('internal');
  expect(await ask({ from: 'shy', to: 'web', port: 81, protocol: 'udp' })).toMatchObject({
    reason: 'nothing-listens',
    tries: [{ outcome: 'refused' }],
  });
  const walls = await Promise.all([reason('web', 'db', 5432), reason('two', 'one', 80)]);
  expect(walls).toEqual(['no-shared-network', 'members-isolated']);

  const unknown = await http.post('/gantry/networks/reach', { body: { from: 'nobody', to: 'web', port: 1 } });
  expect([unknown.status, unknown.text]).toEqual([404, expect.stringContaining('No such container: nobody')]);
  await engine.removeContainers();
  await docker.text`network rm front back apart`;
});
