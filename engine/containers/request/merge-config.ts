import type { ContainerConfig } from '../../api/types/container.ts';
import { mergeHealthcheck } from '../health/health-plan.ts';

/**
 * The image's configuration with a create request's on top, by Docker's rules: what the request says wins; environment,
 * labels, ports and volumes are joined; the image's command is used only when neither command nor entrypoint is given.
 */
export function mergeConfig(image: ContainerConfig, request: ContainerConfig): ContainerConfig {
  const resetEntrypoint = request.Entrypoint?.length === 1 && request.Entrypoint[0] === '';
  const ownEntrypoint = resetEntrypoint ? [] : (request.Entrypoint ?? []);
  const useImageEntrypoint = request.Entrypoint === undefined || request.Entrypoint === null;
  const useImageCmd = (request.Cmd ?? []).length === 0 && ownEntrypoint.length === 0 && !resetEntrypoint;
  const entrypoint = useImageEntrypoint ? (image.Entrypoint ?? []) : ownEntrypoint;
  const cmd = useImageCmd ? (image.Cmd ?? []) : (request.Cmd ?? []);
  const healthcheck = mergeHealthcheck(image.Healthcheck, request.Healthcheck);
  return {
    ...image,
    ...request,
    ...(healthcheck === undefined ? {} : { Healthcheck: healthcheck }),
    User: orImage(request.User, image.User),
    WorkingDir: orImage(request.WorkingDir, image.WorkingDir),
    ExposedPorts: { ...image.ExposedPorts, ...request.ExposedPorts },
    Env: mergeEnv(image.Env ?? [], request.Env ?? []),
    Labels: { ...image.Labels, ...request.Labels },
    Volumes: { ...image.Volumes, ...request.Volumes },
    Entrypoint: entrypoint.length === 0 ? null : entrypoint,
    Cmd: cmd.length === 0 ? null : cmd,
    ...(request.StopSignal || image.StopSignal
      ? { StopSignal: orImage(request.StopSignal, image.StopSignal) }
      : {}),
    OnBuild: null,
  };
}

/** Entrypoint and command as one argument list. */
export function argsOf(config: ContainerConfig): readonly string[] {
  return [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
}

function orImage(own: string | undefined, image: string | undefined): string {
  return own === undefined || own === '' ? (image ?? '') : own;
}

/** The request's variables first, then those of the image that it does not name; later ones of one list win. */
function mergeEnv(image: readonly string[], request: readonly string[]): string[] {
  const named = new Set(request.map(nameOf));
  return [...request, ...image.filter((variable) => !named.has(nameOf(variable)))];
}

function nameOf(variable: string): string {
  return variable.split('=', 1)[0] ?? '';
}
