import { expect, test } from '../../fixtures/engine-test.ts';
import { isHeldAgainstDocker } from '../../fixtures/held-against-docker.ts';

/** What this version of the engine does not do yet: none is ignored in silence, each is named in the refusal. */
const REFUSED = [
  [['--storage-opt', 'size=1g'], '--storage-opt is supported only for overlay over xfs'],
  [['--userns', 'keep-id'], 'USER mode'],
  [
    ['--ipc', 'host', '--sysctl', 'kernel.shmmax=1'],
    'sysctl "kernel.shmmax" is not allowed in the hosts ipc namespace',
  ],
  [['--security-opt', 'apparmor=nosuch'], 'the AppArmor profile "nosuch" cannot be used'],
  [['--log-driver', 'syslog'], 'syslog'],
  [['--log-opt', 'compress=true'], 'compress'],
  [['--runtime', 'nosuch'], 'nosuch'],
] as const;

test.skip(isHeldAgainstDocker, 'Docker does all of this');

for (const [options, named] of REFUSED) {
  test(`${options.join(' ')} is refused by name and leaves nothing`, async ({ docker }) => {
    const { code, stderr } = await docker`run --name refused ${options} busybox true`;
    expect(code).toBe(125);
    expect(stderr).toContain(named);
    expect(await docker.text`ps -aq --filter name=refused`).toBe('');
  });
}

test('--gpus is refused at the start, since no driver makes devices available', async ({ docker }) => {
  const { code, stderr } = await docker`run --rm --gpus all busybox true`;
  expect(code).toBe(125);
  expect(stderr).toContain('could not select device driver "" with capabilities: [[gpu]]');
});
