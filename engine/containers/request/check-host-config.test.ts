import { describe, expect, it } from 'vitest';
import type { HostConfig } from '../../api/types/container.ts';
import { checkHostConfig } from './check-host-config.ts';
import { checkSysctls } from './check-sysctls.ts';

const refusal = (host: HostConfig, check = checkHostConfig) => {
  try {
    check(host);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('checkHostConfig', () => {
  it.each([
    [{ IpcMode: 'bogus' }, 'invalid IPC mode: bogus'],
    [{ IpcMode: 'container:' }, 'invalid IPC mode: container:'],
    [{ PidMode: 'private' }, 'invalid PID mode: private'],
    [{ UTSMode: 'container:x' }, 'invalid UTS mode: container:x'],
    [{ UsernsMode: 'keep-id' }, 'invalid user namespace mode: keep-id'],
    [{ CgroupnsMode: 'x' }, 'invalid cgroup namespace mode: x'],
    [{ CapAdd: ['net_bogus'] }, 'invalid CapAdd: unknown capability: "CAP_NET_BOGUS"'],
    [
      { Annotations: { '': 'x' } },
      'invalid Annotations: the empty string is not permitted as an annotation key',
    ],
    [
      { RestartPolicy: { Name: 'always', MaximumRetryCount: 3 } },
      "invalid restart policy: maximum retry count can only be used with 'on-failure'",
    ],
  ] as const)('refuses %j in the words of Docker', (host, message) => {
    expect(refusal(host)).toBe(message);
  });

  it('takes every mode that there is', () => {
    for (const IpcMode of ['', 'none', 'private', 'shareable', 'host', 'container:x']) {
      expect(
        refusal({ IpcMode, PidMode: 'container:x', UTSMode: 'host', UsernsMode: 'host' }),
      ).toBeUndefined();
    }
    expect(refusal({ CapAdd: ['all'], CapDrop: ['cap_kill', 'NET_RAW'] })).toBeUndefined();
  });
});

describe('checkSysctls', () => {
  it('takes parameters of the own namespaces, in either spelling', () => {
    const Sysctls = {
      'net.core.somaxconn': '1',
      'kernel/shmmax': '2',
      'fs.mqueue.msg_max': '3',
      'kernel.domainname': 'x',
    };
    expect(refusal({ Sysctls }, checkSysctls)).toBeUndefined();
  });

  it.each([
    ['net.core.somaxconn', { NetworkMode: 'host' }, 'not allowed in host network namespace'],
    ['kernel.shmmax', { IpcMode: 'host' }, 'is not allowed in the hosts ipc namespace'],
    ['kernel.domainname', { UTSMode: 'host' }, 'is not in a separate kernel namespace'],
    ['vm.swappiness', {}, 'is not in a separate kernel namespace'],
  ] as const)('refuses %s with %j', (name, host, why) => {
    expect(refusal({ ...host, Sysctls: { [name]: '1' } }, checkSysctls)).toBe(`sysctl "${name}" ${why}`);
  });
});
