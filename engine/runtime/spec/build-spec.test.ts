import { describe, expect, it } from 'vitest';
import { featuresOf } from '../cgroup/features.ts';
import { buildSpec } from './build-spec.ts';
import { ALL_CAPABILITIES } from './capabilities.ts';
import { minimalInput } from './minimal-input.ts';
import type { HostFacts, SpecInput } from './spec-input.ts';

const host: HostFacts = {
  cgroups: { mode: 'v2', controllers: new Map(), hierarchies: [], unified: '/sys/fs/cgroup', tracking: [] },
  features: featuresOf(true, new Set(), new Set(), { swap: true, cpus: '0', mems: '0' }),
  swapLimit: true,
  arch: 'x64',
  kernel: [6, 1],
  capabilities: ALL_CAPABILITIES,
  rlimits: {},
  oomScoreAdj: 0,
  apparmor: false,
  seccomp: true,
  thermalPaths: ['/sys/devices/system/cpu/cpu0/thermal_throttle'],
  seccompProfile: {
    defaultAction: 'SCMP_ACT_ERRNO',
    syscalls: [{ names: ['read'], action: 'SCMP_ACT_ALLOW' }],
  },
};
const plain = minimalInput('/rootfs', ['sh'], '/gantry-x/1');
const privileged: SpecInput = { ...plain, process: { ...plain.process, privileged: true } };

describe('buildSpec', () => {
  it('gives a plain container namespaces, masks, seccomp and network defaults', () => {
    const spec = buildSpec(plain, host);
    expect(spec.linux.namespaces.map(({ type }) => type)).toEqual(['mount', 'network', 'uts', 'pid', 'ipc']);
    expect(spec.linux.maskedPaths).toContain('/proc/kcore');
    expect(spec.linux.maskedPaths).toContain('/sys/devices/system/cpu/cpu0/thermal_throttle');
    expect(spec.linux.readonlyPaths).toContain('/proc/sys');
    expect(spec.linux.seccomp?.defaultErrnoRet).toBe(1);
    expect(spec.linux.sysctl).toEqual({
      'net.ipv4.ip_unprivileged_port_start': '0',
      'net.ipv4.ping_group_range': '0 2147483647',
    });
    expect(spec.linux.cgroupsPath).toBe('/gantry-x/1');
    expect(spec.hostname).toBe('gantry');
    expect(spec.process.cwd).toBe('/');
    expect(spec.root).toEqual({ path: '/rootfs', readonly: false });
  });

  it('takes the fences off a privileged one', () => {
    const { linux, process } = buildSpec(privileged, host);
    expect(linux.seccomp).toBeUndefined();
    expect(linux.maskedPaths).toEqual([]);
    expect(linux.readonlyPaths).toEqual([]);
    expect(linux.resources.devices).toEqual([{ allow: true, access: 'rwm' }]);
    expect(process.capabilities.effective).toEqual(ALL_CAPABILITIES);
  });

  it('fences a privileged one when a profile or paths are given', () => {
    const { linux } = buildSpec(
      { ...privileged, seccomp: { defaultAction: 'SCMP_ACT_ALLOW' }, maskedPaths: ['/x'] },
      host,
    );
    expect(linux.seccomp?.defaultAction).toBe('SCMP_ACT_ALLOW');
    expect(linux.maskedPaths).toEqual(['/x']);
  });

  it('leaves a shared namespace out and joins one by path', () => {
    const spec = buildSpec(
      {
        ...plain,
        namespaces: { pid: 'host', ipc: 'private', uts: 'host', network: { path: '/n' }, cgroup: 'private' },
      },
      host,
    );
    expect(spec.linux.namespaces).toEqual([
      { type: 'mount' },
      { type: 'network', path: '/n' },
      { type: 'ipc' },
      { type: 'cgroup' },
    ]);
    expect(spec.hostname).toBeUndefined();
    expect(spec.linux.sysctl).toBeUndefined();
  });

  it('lets sysctls that were asked for win, and sets the domain name', () => {
    const spec = buildSpec(
      { ...plain, domainname: 'lan', sysctls: { 'net.ipv4.ping_group_range': '1 0' } },
      host,
    );
    expect(spec.linux.sysctl).toMatchObject({
      'net.ipv4.ping_group_range': '1 0',
      'kernel.domainname': 'lan',
    });
  });

  it('puts an init program before the command', () => {
    expect(buildSpec({ ...plain, init: '/usr/bin/tini-static' }, host).process.args).toEqual([
      '/sbin/docker-init',
      '--',
      'sh',
    ]);
  });

  it('does not lower the OOM score below the engine’s own without the capability for it', () => {
    const wanted: SpecInput = { ...plain, process: { ...plain.process, oomScoreAdj: -500 } };
    const weak = { ...host, capabilities: [], oomScoreAdj: 100 };
    expect(buildSpec(wanted, weak).process.oomScoreAdj).toBe(100);
    expect(buildSpec(wanted, host).process.oomScoreAdj).toBe(-500);
  });

  it('refuses what it cannot do', () => {
    expect(() => buildSpec({ ...plain, apparmor: 'mine' }, host)).toThrow('AppArmor is not enabled');
    expect(() =>
      buildSpec({ ...plain, seccomp: { defaultAction: 'A' } }, { ...host, seccomp: false }),
    ).toThrow('seccomp');
    expect(() => buildSpec({ ...plain, process: { ...plain.process, args: [] } }, host)).toThrow(
      'no command specified',
    );
  });

  it('uses AppArmor where there is one', () => {
    expect(
      buildSpec({ ...plain, apparmor: 'mine' }, { ...host, apparmor: true }).process.apparmorProfile,
    ).toBe('mine');
    expect(buildSpec({ ...plain, apparmor: 'unconfined' }, host).process.apparmorProfile).toBeUndefined();
  });
});
