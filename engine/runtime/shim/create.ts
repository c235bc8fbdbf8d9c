import { readFile } from 'node:fs/promises';
import { bundleFiles, readShimPid } from '../bundle.ts';
import { removeLeftover } from '../cgroup/remove.ts';
import { dialectOf } from '../driver/dialect.ts';
import type { DriverOptions } from '../driver/options.ts';
import { startFault } from '../driver/wording.ts';
import type { CreatedContainer, CreateRequest } from '../runtime.ts';
import type { OciSpec } from '../spec/oci.ts';
import { endShim, firstReport, startShim } from './conmon.ts';

/**
 * Creates a container through a new shim (see `Runtime.create`).
 *
 * @param forget takes away what the runtime wrote down, if it did
 */
export async function createUnderShim(
  options: DriverOptions,
  request: CreateRequest,
  forget: () => Promise<void>,
): Promise<CreatedContainer> {
  const shim = await startShim(options, {
    id: request.id,
    label: request.name ?? request.id,
    folder: request.bundle,
    log: `k8s-file:${request.logPath}`,
    exitDir: request.exitDir,
    terminal: request.terminal,
    stdin: request.stdin,
    // Without this, conmon gives up a terminal's input when the first client goes.
    leaveStdinOpen: request.leaveStdinOpen || request.terminal,
  });
  const first = await firstReport(shim, bundleFiles(request.bundle).pid);
  shim.reports.close();
  const conmonPid = await readShimPid(request.bundle);
  if (typeof first === 'number' && conmonPid !== undefined) {
    return { pid: first, conmonPid };
  }
  const spec = JSON.parse(await readFile(bundleFiles(request.bundle).config, 'utf8')) as OciSpec;
  if (conmonPid !== undefined) endShim(conmonPid);
  await forget();
  await removeLeftover(options.layout, spec.linux.cgroupsPath);
  const said = typeof first === 'number' ? 'conmon wrote no pid file' : first.message;
  throw startFault(dialectOf(options.name), 'create', said, spec.process.args[0] ?? '');
}
