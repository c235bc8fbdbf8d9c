import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateSeccomp, type SeccompFacts } from './evaluate-seccomp.ts';
import { parseSeccompProfile, type SeccompProfile } from './seccomp.ts';

const facts: SeccompFacts = { arch: 'x64', kernel: [6, 1], capabilities: [] };

const rule = (name: string, more: object = {}) => ({ names: [name], action: 'SCMP_ACT_ALLOW', ...more });
const namesFor = (profile: object, changed: Partial<SeccompFacts> = {}) =>
  evaluateSeccomp(parseSeccompProfile(JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', ...profile })), {
    ...facts,
    ...changed,
  }).syscalls.flatMap(({ names }) => names);

describe('evaluateSeccomp', () => {
  it('keeps rules without conditions', () => {
    expect(namesFor({ syscalls: [rule('read'), { name: 'old', action: 'SCMP_ACT_ALLOW' }] })).toEqual([
      'read',
      'old',
    ]);
  });

  it('includes a rule only with all its capabilities', () => {
    const profile = { syscalls: [rule('mount', { includes: { caps: ['CAP_A', 'CAP_B'] } })] };
    expect(namesFor(profile, { capabilities: ['CAP_A'] })).toEqual([]);
    expect(namesFor(profile, { capabilities: ['CAP_A', 'CAP_B'] })).toEqual(['mount']);
  });

  it('excludes a rule with any of its capabilities or architectures', () => {
    const profile = {
      syscalls: [rule('clone', { excludes: { caps: ['CAP_A', 'CAP_B'], arches: ['s390x'] } })],
    };
    expect(namesFor(profile)).toEqual(['clone']);
    expect(namesFor(profile, { capabilities: ['CAP_B'] })).toEqual([]);
    expect(namesFor(profile, { arch: 's390x' })).toEqual([]);
  });

  it('includes a rule from a kernel on', () => {
    const profile = { syscalls: [rule('ptrace', { includes: { minKernel: '4.8' } })] };
    expect(namesFor(profile, { kernel: [4, 7] })).toEqual([]);
    expect(namesFor(profile, { kernel: [4, 8] })).toEqual(['ptrace']);
    expect(namesFor(profile, { kernel: [5, 0] })).toEqual(['ptrace']);
  });

  it('lists the architectures that the kernel runs', () => {
    const archMap = [{ architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86'] }];
    const profile = parseSeccompProfile(JSON.stringify({ defaultAction: 'SCMP_ACT_ALLOW', archMap }));
    expect(evaluateSeccomp(profile, facts)).toEqual({
      defaultAction: 'SCMP_ACT_ALLOW',
      architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'],
      syscalls: [],
    });
    expect(evaluateSeccomp(profile, { ...facts, arch: 'arm64' }).architectures).toBeUndefined();
  });
});

describe('parseSeccompProfile', () => {
  it.each([
    ['not JSON', '{'],
    ['no default', '{}'],
    ['a rule without an action', '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["x"]}]}'],
    [
      'an argument that no call has',
      '{"defaultAction":"A","syscalls":[{"action":"A","args":[{"index":6,"value":0,"op":"x"}]}]}',
    ],
  ])('refuses %s', (_what, text) => {
    expect(() => parseSeccompProfile(text)).toThrow('Decoding seccomp profile failed');
  });

  it('refuses two ways to say one thing', () => {
    const both = { defaultAction: 'A', syscalls: [{ name: 'a', names: ['b'], action: 'A' }] };
    expect(() => parseSeccompProfile(JSON.stringify(both))).toThrow('use either "name" or "names"');
    const arches = { defaultAction: 'A', architectures: ['X'], archMap: [{ architecture: 'Y' }] };
    expect(() => parseSeccompProfile(JSON.stringify(arches))).toThrow(
      'use either "architectures" or "archMap"',
    );
  });
});

describe('the profile that comes with Gantry', () => {
  let profile: SeccompProfile;
  beforeAll(async () => {
    profile = parseSeccompProfile(
      await readFile(join(import.meta.dirname, '../../../assets/seccomp.json'), 'utf8'),
    );
  });
  const allowed = (changed: Partial<SeccompFacts> = {}) =>
    new Set(
      evaluateSeccomp(profile, { ...facts, ...changed })
        .syscalls.filter(({ action, args }) => action === 'SCMP_ACT_ALLOW' && args === undefined)
        .flatMap(({ names }) => names),
    );

  it('allows what ordinary programs need, new calls too', () => {
    const names = allowed();
    for (const name of [
      'read',
      'execve',
      'openat2',
      'futex',
      'ptrace',
      'statx',
      'epoll_pwait2',
      'cachestat',
    ]) {
      expect(names).toContain(name);
    }
  });

  it('refuses what Docker documents as refused', () => {
    const names = allowed();
    const refused =
      'acct add_key bpf clock_settime create_module delete_module finit_module init_module ioperm iopl kcmp ' +
      'kexec_file_load kexec_load keyctl lookup_dcookie mbind mount move_pages nfsservctl open_by_handle_at ' +
      'perf_event_open pivot_root quotactl reboot request_key set_mempolicy setns settimeofday swapon swapoff ' +
      'sysfs umount2 unshare uselib userfaultfd ustat vm86 io_uring_setup personality clone';
    for (const name of refused.split(' ')) expect(names).not.toContain(name);
  });

  it('lets a capability open what it is about', () => {
    const names = allowed({ capabilities: ['CAP_SYS_ADMIN', 'CAP_SYS_TIME', 'CAP_SYS_MODULE'] });
    for (const name of [
      'mount',
      'unshare',
      'setns',
      'clone',
      'clone3',
      'bpf',
      'clock_settime',
      'init_module',
    ]) {
      expect(names).toContain(name);
    }
  });

  it('answers clone3 with ENOSYS and masks the namespace flags of clone', () => {
    const { syscalls } = evaluateSeccomp(profile, facts);
    expect(syscalls.find(({ names }) => names.includes('clone3'))).toMatchObject({ errnoRet: 38 });
    expect(syscalls.find(({ names }) => names.includes('clone'))?.args).toEqual([
      { index: 0, value: 0x7e020000, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' },
    ]);
  });
});
