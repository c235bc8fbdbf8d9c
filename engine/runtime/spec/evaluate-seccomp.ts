import type { OciSeccomp, OciSyscall } from './oci.ts';
import type { SeccompCondition, SeccompProfile, SeccompRule } from './seccomp.ts';

/** What the conditions of a profile are about. */
export interface SeccompFacts {
  /** As `process.arch`. */
  readonly arch: string;
  /** Major and minor. */
  readonly kernel: readonly [number, number];
  /** The container's bounding set. */
  readonly capabilities: readonly string[];
}

/** EPERM, for a profile that does not say what a refused call returns. */
const EPERM = 1;

/** Node's names for architectures, in Go's words (which profiles use) and in libseccomp's. */
const ARCHES: Readonly<Record<string, { readonly go: string; readonly scmp: string }>> = {
  x64: { go: 'amd64', scmp: 'SCMP_ARCH_X86_64' },
  ia32: { go: '386', scmp: 'SCMP_ARCH_X86' },
  arm64: { go: 'arm64', scmp: 'SCMP_ARCH_AARCH64' },
  arm: { go: 'arm', scmp: 'SCMP_ARCH_ARM' },
  s390x: { go: 's390x', scmp: 'SCMP_ARCH_S390X' },
  ppc64: { go: 'ppc64le', scmp: 'SCMP_ARCH_PPC64LE' },
  riscv64: { go: 'riscv64', scmp: 'SCMP_ARCH_RISCV64' },
  loong64: { go: 'loong64', scmp: 'SCMP_ARCH_LOONGARCH64' },
};

/** The rules that hold for one container, in the OCI specification's form (config-linux.md#seccomp). */
export function evaluateSeccomp(profile: SeccompProfile, facts: SeccompFacts): OciSeccomp {
  const architectures = architecturesOf(profile, facts.arch);
  return {
    defaultAction: profile.defaultAction,
    ...errno(profile.defaultAction, profile.defaultErrnoRet ?? EPERM),
    ...(architectures.length === 0 ? {} : { architectures }),
    ...((profile.flags ?? []).length === 0 ? {} : { flags: profile.flags ?? [] }),
    syscalls: (profile.syscalls ?? []).filter((rule) => applies(rule, facts)).map(toOci),
  };
}

function architecturesOf(profile: SeccompProfile, arch: string): readonly string[] {
  const native = ARCHES[arch]?.scmp;
  const entry = (profile.archMap ?? []).find(({ architecture }) => architecture === native);
  if (entry !== undefined) return [entry.architecture, ...(entry.subArchitectures ?? [])];
  return profile.architectures ?? [];
}

/** Every inclusion must hold in full; any single exclusion suffices. */
function applies(rule: SeccompRule, facts: SeccompFacts): boolean {
  const { includes, excludes } = rule;
  const go = ARCHES[facts.arch]?.go ?? facts.arch;
  const has = (capability: string) => facts.capabilities.includes(capability);
  if (excludes != null && excluded(excludes, facts, go, has)) return false;
  if (includes == null) return true;
  const { arches, caps, minKernel } = includes;
  if (arches != null && arches.length > 0 && !arches.includes(go)) return false;
  if (!(caps ?? []).every(has)) return false;
  return minKernel == null || isAtLeast(facts.kernel, minKernel);
}

function excluded(
  { arches, caps, minKernel }: SeccompCondition,
  facts: SeccompFacts,
  go: string,
  has: (capability: string) => boolean,
): boolean {
  if ((arches ?? []).includes(go) || (caps ?? []).some(has)) return true;
  return minKernel != null && isAtLeast(facts.kernel, minKernel);
}

function isAtLeast([major, minor]: readonly [number, number], wanted: string): boolean {
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function toOci(rule: SeccompRule): OciSyscall {
  const args = (rule.args ?? []).map(({ index, value, valueTwo, op }) => ({
    index,
    value,
    op,
    ...(valueTwo == null ? {} : { valueTwo }),
  }));
  return {
    names: rule.name ? [rule.name] : (rule.names ?? []),
    action: rule.action,
    ...(rule.errnoRet == null ? {} : { errnoRet: rule.errnoRet }),
    ...(args.length === 0 ? {} : { args }),
  };
}

/** A return value is only allowed beside an action that returns one (config-linux.md#seccomp, `errnoRet`). */
function errno(action: string, value: number): { readonly defaultErrnoRet?: number } {
  return action === 'SCMP_ACT_ERRNO' || action === 'SCMP_ACT_TRACE' ? { defaultErrnoRet: value } : {};
}
