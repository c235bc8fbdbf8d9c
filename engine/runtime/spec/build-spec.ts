import { fault } from '../../base/errors.ts';
import { buildProcess } from './build-process.ts';
import { deviceNodes, deviceRules } from './devices.ts';
import { evaluateSeccomp } from './evaluate-seccomp.ts';
import { MASKED_PATHS, READONLY_PATHS } from './hidden-paths.ts';
import { INIT_PATH, mountList, rootPropagation } from './mounts.ts';
import { namespaceList } from './namespaces.ts';
import type { OciProcess, OciSeccomp, OciSpec } from './oci.ts';
import { resourcesToOci } from './resources.ts';
import type { HostFacts, SpecInput } from './spec-input.ts';
import { sysctlsOf } from './sysctls.ts';

/**
 * The `config.json` of a container (OCI runtime-spec, config.md), with Docker's defaults. Pure: the same values give the same
 * spec. Throws `invalid` for values that make no sense (an unknown capability, ulimit, device rule, seccomp profile, or an
 * AppArmor profile where there is no AppArmor).
 */
export function buildSpec(input: SpecInput, host: HostFacts): OciSpec {
  const { privileged } = input.process;
  const process = withInit(buildProcess(input.process, host, input.hostname), input);
  const mounts = mountList(input);
  const seccomp = seccompOf(input, host, process);
  const sysctl = sysctlsOf(input);
  const propagation = rootPropagation(input.mounts);
  return {
    ociVersion: '1.0.2',
    process: { ...process, ...apparmorOf(input, host) },
    root: { path: input.rootfs, readonly: input.readonlyRootfs },
    ...(input.namespaces.uts === 'private' && input.hostname !== '' ? { hostname: input.hostname } : {}),
    mounts,
    ...(Object.keys(input.annotations).length === 0 ? {} : { annotations: input.annotations }),
    linux: {
      namespaces: namespaceList(input.namespaces),
      devices: deviceNodes(input.devices),
      cgroupsPath: input.cgroupsPath,
      resources: {
        ...resourcesToOci(input.resources, host),
        devices: deviceRules(privileged, input.devices, input.deviceCgroupRules),
      },
      maskedPaths: input.maskedPaths ?? (privileged ? [] : [...MASKED_PATHS, ...host.thermalPaths]),
      readonlyPaths: input.readonlyPaths ?? (privileged ? [] : READONLY_PATHS),
      ...(Object.keys(sysctl).length === 0 ? {} : { sysctl }),
      ...(seccomp === undefined ? {} : { seccomp }),
      ...(propagation === undefined ? {} : { rootfsPropagation: propagation }),
    },
  };
}

function withInit(process: OciProcess, input: SpecInput): OciProcess {
  return input.init === undefined ? process : { ...process, args: [INIT_PATH, '--', ...process.args] };
}

function seccompOf(input: SpecInput, host: HostFacts, process: OciProcess): OciSeccomp | undefined {
  const choice = input.seccomp;
  if (choice === 'unconfined' || (choice === 'default' && input.process.privileged)) return undefined;
  if (!host.seccomp) {
    if (choice === 'default') return undefined;
    throw fault('invalid', 'seccomp is not enabled in your kernel, cannot run a custom seccomp profile');
  }
  return evaluateSeccomp(choice === 'default' ? host.seccompProfile : choice, {
    arch: host.arch,
    kernel: host.kernel,
    capabilities: process.capabilities.bounding,
  });
}

function apparmorOf(input: SpecInput, host: HostFacts): { readonly apparmorProfile?: string } {
  const { apparmor } = input;
  if (apparmor === undefined || apparmor === '' || apparmor === 'unconfined') return {};
  if (!host.apparmor) {
    throw fault(
      'invalid',
      `the AppArmor profile "${apparmor}" cannot be used: AppArmor is not enabled on this machine`,
    );
  }
  return { apparmorProfile: apparmor };
}
