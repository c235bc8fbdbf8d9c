import type { HealthProbe } from '../../api/types/container.ts';
import { unlessAborted } from '../../base/abort.ts';
import { messageOf } from '../../base/errors.ts';
import type { OutputChunk } from '../../base/stdio.ts';
import type { Deps } from '../deps.ts';
import { createExec, runExec } from '../exec/exec.ts';
import type { ExecStore } from '../exec/exec-store.ts';
import type { HealthPlan } from './health-plan.ts';

/** Bytes of output that are kept of a probe. */
const KEPT_OUTPUT = 4096;
const KILL = 9;
/** How long output may still come after the probe's own end. */
const STRAGGLER_MS = 500;
/** What a probe that was not answered in time is given as its exit code, as in Docker. */
const NO_ANSWER = -1;

/** Runs the check once in a running container; one that takes too long is killed. Rejects never. */
export async function runProbe(
  deps: Deps,
  execs: ExecStore,
  id: string,
  plan: HealthPlan,
): Promise<HealthProbe> {
  const start = deps.clock.now();
  const result = (ExitCode: number, Output: string): HealthProbe => ({
    Start: new Date(start).toISOString(),
    End: new Date(deps.clock.now()).toISOString(),
    ExitCode,
    Output,
  });
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), plan.timeoutMs);
  try {
    const exec = createExec(deps, execs, id, {
      AttachStdout: true,
      AttachStderr: true,
      Cmd: plan.command,
    });
    const process = await runExec(deps, execs, exec);
    const output = collect(process.output);
    const exitCode = await unlessAborted(process.exited, limit.signal);
    if (exitCode !== undefined) return result(exitCode, await output.untilEnd());
    process.kill(KILL);
    const said = output.soFar();
    const seconds = plan.timeoutMs / 1000;
    return result(NO_ANSWER, `Health check exceeded timeout (${seconds}s)${said === '' ? '' : `: ${said}`}`);
  } catch (error) {
    return result(NO_ANSWER, messageOf(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The first bytes of what is printed; the rest is read and thrown away, so that nothing stalls. */
function collect(chunks: AsyncIterable<OutputChunk>) {
  const kept: Buffer[] = [];
  let bytes = 0;
  const text = () => Buffer.concat(kept).subarray(0, KEPT_OUTPUT).toString('utf8');
  const ended: Promise<unknown> = (async () => {
    for await (const { data } of chunks) {
      if (bytes < KEPT_OUTPUT) kept.push(Buffer.from(data));
      bytes += data.length;
    }
  })().catch(() => undefined);
  return {
    soFar: text,
    untilEnd: async () => {
      // A child that the probe left behind may keep the stream open.
      await unlessAborted(ended, AbortSignal.timeout(STRAGGLER_MS));
      return text();
    },
  };
}
