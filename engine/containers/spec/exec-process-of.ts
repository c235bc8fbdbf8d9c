import type { TerminalSize } from '../../api/backends/containers.ts';
import type { ExecCreateRequest } from '../../api/types/container.ts';
import { buildProcess } from '../../runtime/spec/build-process.ts';
import type { OciProcess } from '../../runtime/spec/oci.ts';
import { resolveUser } from '../../runtime/spec/user.ts';
import { type Deps, rootfsOf } from '../deps.ts';
import type { ContainerRecord } from '../record.ts';
import { securityOf } from './security.ts';

/** An exec's process: the container's own settings, with what the exec asks for on top. */
export async function execProcessOf(
  deps: Deps,
  record: ContainerRecord,
  request: ExecCreateRequest,
  size: TerminalSize | undefined,
): Promise<OciProcess> {
  const { config, hostConfig } = record;
  const rows = size?.rows ?? request.ConsoleSize?.[0];
  const columns = size?.columns ?? request.ConsoleSize?.[1];
  const named = new Set((request.Env ?? []).map((variable) => variable.split('=', 1)[0]));
  const input = {
    args: request.Cmd ?? [],
    env: [
      ...(request.Env ?? []),
      ...(config.Env ?? []).filter((variable) => !named.has(variable.split('=', 1)[0])),
    ],
    cwd: request.WorkingDir || config.WorkingDir || '',
    user: await resolveUser(
      rootfsOf(deps, record.id),
      request.User || config.User || '',
      hostConfig.GroupAdd ?? [],
    ),
    terminal: request.Tty === true,
    ...(rows !== undefined && columns !== undefined && rows > 0 && columns > 0
      ? { consoleSize: { rows, columns } }
      : {}),
    privileged: hostConfig.Privileged === true || request.Privileged === true,
    capAdd: hostConfig.CapAdd ?? [],
    capDrop: hostConfig.CapDrop ?? [],
    noNewPrivileges: securityOf(hostConfig).noNewPrivileges,
    oomScoreAdj: hostConfig.OomScoreAdj ?? 0,
    ulimits: (hostConfig.Ulimits ?? []).map(({ Name, Soft, Hard }) => ({
      name: Name,
      soft: Soft,
      hard: Hard,
    })),
  };
  return buildProcess(input, deps.host, config.Hostname ?? '');
}
