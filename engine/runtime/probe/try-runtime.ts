import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { ProgramError, run } from '../../process/run.ts';
import { writeBundle } from '../bundle.ts';
import { removeLeftover } from '../cgroup/remove.ts';
import { dialectOf } from '../driver/dialect.ts';
import { startFault } from '../driver/wording.ts';
import type { RuntimeName } from '../runtime.ts';
import { buildSpec } from '../spec/build-spec.ts';
import { minimalInput } from '../spec/minimal-input.ts';
import type { HostFacts } from '../spec/spec-input.ts';

/** The program that a trial container asks for, and that is not there. */
const NOTHING = '/gantry-probe';

/**
 * Tries a runtime on a container with an empty root. To look for its program is the last thing that a runtime does before the
 * container exists, so one that says "no such file" has made all namespaces, cgroups and mounts: it works.
 *
 * @returns why it does not work, undefined when it does
 */
export async function tryRuntime(
  name: RuntimeName,
  path: string,
  context: { readonly execRoot: string; readonly instance: string; readonly host: HostFacts },
): Promise<string | undefined> {
  const folder = await mkdtemp(join(context.execRoot, `probe-${name}-`));
  const id = `probe-${name}`;
  const cgroupsPath = `/gantry-${context.instance}/${id}`;
  try {
    const rootfs = join(folder, 'rootfs');
    await mkdir(rootfs);
    await writeBundle(folder, buildSpec(minimalInput(rootfs, [NOTHING], cgroupsPath), context.host));
    const quiet = ['--root', join(folder, 'root'), '--log', '/dev/null', '--log-format', 'json'];
    await run(path, [...quiet, 'create', '--bundle', folder, id], { timeoutMs: 20_000 });
    return 'it created a container without a program';
  } catch (error) {
    if (!(error instanceof ProgramError)) return messageOf(error);
    const said = error.stderr.trim();
    const fault = startFault(dialectOf(name), 'create', said, NOTHING);
    return fault.exitCode === 127 && fault.message.includes(NOTHING) ? undefined : said || error.message;
  } finally {
    await removeLeftover(context.host.cgroups, cgroupsPath);
    await rm(folder, { recursive: true, force: true });
  }
}
