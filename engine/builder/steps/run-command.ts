import type { ProgressMessage } from '../../api/backends/progress.ts';
import type { BuildRequest } from '../../api/types/build.ts';
import type { MountRequest } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';
import { shortId } from '../../base/ids.ts';
import type { Image } from '../../images/image.ts';
import type { BuilderDeps } from '../builder-deps.ts';
import { maskedOutput } from './masked-output.ts';
import { StepFailure } from './step-failure.ts';

/** A command of RUN. */
export interface RunCommand {
  readonly image: Image;
  readonly args: readonly string[];
  /** Set beside the image's own, for this command alone. */
  readonly env: readonly string[];
  readonly network: 'default' | 'none' | 'host';
  readonly privileged: boolean;
  readonly mounts: readonly MountRequest[];
  readonly tmpfs: Readonly<Record<string, string>>;
  /** What is not to be told when the command prints it. */
  readonly secrets: readonly string[];
  /** Its container is removed whatever the request says. */
  readonly forget: boolean;
}

/**
 * Runs a command in a container of its own, tells what it prints, and answers the container's id; whoever asked removes it.
 * Throws `StepFailure` with its exit code when it fails; the container is gone then, unless the request keeps it.
 */
export async function* runCommand(
  deps: BuilderDeps,
  request: BuildRequest,
  command: RunCommand,
  signal: AbortSignal,
): AsyncGenerator<ProgressMessage, string> {
  const { containers } = deps;
  const { Id: id } = await containers.create(
    {
      Image: command.image.id,
      Entrypoint: [''],
      Cmd: command.args,
      Env: command.env,
      Healthcheck: { Test: ['NONE'] },
      ...(request.remove || command.forget ? { Labels: { [STEP_LABEL]: 'true' } } : {}),
      HostConfig: {
        ...request.limits,
        NetworkMode: networkOf(request, command),
        ExtraHosts: request.extraHosts,
        Privileged: command.privileged,
        Mounts: command.mounts,
        Tmpfs: command.tmpfs,
      },
    },
    {},
  );
  let keep = false;
  try {
    yield { stream: ` ---> Running in ${shortId(id)}\n` };
    const attachment = await containers.attach(
      id,
      { logs: false, stream: true, stdin: false, stdout: true, stderr: true },
      signal,
    );
    const { ended } = await containers.wait(id, 'next-exit', signal);
    ended.catch(() => undefined);
    await containers.start(id, {});
    for await (const stream of maskedOutput(attachment.output, command.secrets)) yield { stream };
    signal.throwIfAborted();
    const { StatusCode: code } = await ended;
    if (code !== 0) {
      const words = command.args.join(' ');
      throw new StepFailure(`The command '${words}' returned a non-zero code: ${code}`, code);
    }
    keep = true;
    return id;
  } catch (error) {
    if (signal.aborted) throw fault('cancelled', 'the build was cancelled', error);
    throw error;
  } finally {
    // Whoever asked goes away in the middle, or the command failed: nothing stays, unless failures are to be looked at.
    if (!keep && (signal.aborted || request.forceRemove || request.remove || command.forget)) {
      await containers
        .remove(id, { force: true, volumes: true, link: false, withLog: true })
        .catch((error: unknown) => {
          deps.logger.warn('the container of a step cannot be removed', {
            container: id,
            error: String(error),
          });
        });
    }
  }
}

/** Marks the containers that nobody wants once their step is over, so that they are found after a crash. */
export const STEP_LABEL = 'io.gantry.build-step';

function networkOf(request: BuildRequest, { network }: RunCommand): string {
  return network === 'default' ? (request.networkMode ?? 'default') : network;
}
