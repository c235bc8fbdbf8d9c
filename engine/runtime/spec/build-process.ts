import { fault } from '../../base/errors.ts';
import { capabilitySets, chooseCapabilities } from './capabilities.ts';
import { environment } from './env.ts';
import type { OciProcess } from './oci.ts';
import { rlimitsOf } from './rlimits.ts';
import type { HostFacts, ProcessInput } from './spec-input.ts';

/**
 * A process value (runtime-spec, config.md#process), for `config.json` and for an exec alike. Throws `invalid` without a
 * command, for an unknown capability or ulimit.
 *
 * @param hostname for HOSTNAME; empty for none
 */
export function buildProcess(input: ProcessInput, host: HostFacts, hostname: string): OciProcess {
  if (input.args.length === 0) throw fault('invalid', 'no command specified');
  const { uid, gid, additionalGids, home } = input.user;
  const rlimits = rlimitsOf(input.ulimits, host);
  return {
    terminal: input.terminal,
    ...(input.consoleSize === undefined
      ? {}
      : { consoleSize: { height: input.consoleSize.rows, width: input.consoleSize.columns } }),
    user: { uid, gid, additionalGids },
    args: input.args,
    env: environment(input.env, { hostname, terminal: input.terminal, home }),
    cwd: input.cwd === '' ? '/' : input.cwd,
    capabilities: capabilitySets(chooseCapabilities(input, host.capabilities), uid),
    ...(rlimits.length === 0 ? {} : { rlimits }),
    noNewPrivileges: input.noNewPrivileges,
    oomScoreAdj: oomScoreAdj(input.oomScoreAdj, host),
  };
}

/** To go below our own score takes CAP_SYS_RESOURCE; without it the runtime would fail (proc(5), oom_score_adj). */
function oomScoreAdj(wanted: number, host: HostFacts): number {
  return host.capabilities.includes('CAP_SYS_RESOURCE') ? wanted : Math.max(wanted, host.oomScoreAdj);
}
