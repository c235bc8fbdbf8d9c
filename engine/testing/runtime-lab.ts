import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { silentLogger } from '../base/logger.ts';
import { readTextIfThere } from '../disk/atomic-write.ts';
import { readExitCode, writeBundle } from '../runtime/bundle.ts';
import { mountLeftControllers } from '../runtime/cgroup/mount-controllers.ts';
import { removeLeftover } from '../runtime/cgroup/remove.ts';
import { probeRuntimes, type Runtimes } from '../runtime/probe/probe-runtimes.ts';
import { pidIsTaken } from '../runtime/process-stat.ts';
import type { CreateRequest, ExecProcess, Runtime } from '../runtime/runtime.ts';
import { buildProcess } from '../runtime/spec/build-process.ts';
import { buildSpec } from '../runtime/spec/build-spec.ts';
import { readHostFacts } from '../runtime/spec/host-facts.ts';
import { minimalInput } from '../runtime/spec/minimal-input.ts';
import type { HostFacts, ProcessInput, SpecInput } from '../runtime/spec/spec-input.ts';
import { makeBusyboxLab, textOf, until } from './busybox-bundle.ts';

/** Real containers of a root file system with busybox, and everything needed to look at them. */
export interface RuntimeLab {
  readonly folder: string;
  readonly rootfs: string;
  readonly host: HostFacts;
  readonly runtimes: Runtimes;
  readonly runtime: Runtime;
  readonly instance: string;
  /** Creates a container that runs `script` in a shell (or `args`); it is not started. */
  create(options: LabOptions): Promise<LabContainer>;
  /** Ends and takes away everything. */
  close(): Promise<void>;
}

interface LabOptions {
  readonly script?: string;
  readonly args?: readonly string[];
  readonly change?: (input: SpecInput) => SpecInput;
  readonly request?: Partial<CreateRequest>;
}

interface LabContainer {
  readonly id: string;
  readonly pid: number;
  readonly conmonPid: number;
  readonly bundle: string;
  start(): Promise<void>;
  /** What it printed so far, without the log's marks. */
  output(): Promise<string>;
  /** Waits for its exit file. */
  exited(): Promise<number>;
  exec(args: readonly string[], options?: LabExec): Promise<ExecProcess>;
  delete(): Promise<void>;
}

interface LabExec {
  readonly stdin?: boolean;
  readonly detach?: boolean;
  readonly process?: Partial<ProcessInput>;
}

let labs = 0;

/** Makes a lab. Close it after the tests. */
export async function makeRuntimeLab(): Promise<RuntimeLab> {
  const lab = await makeBusyboxLab();
  labs += 1;
  const instance = `test-${process.pid}-${labs}`;
  const exitDir = join(lab.folder, 'exits');
  await mkdir(exitDir);
  await mountLeftControllers(silentLogger);
  const host = await readHostFacts(resolve(import.meta.dirname, '../../assets/seccomp.json'));
  const runtimes = await probeRuntimes({ execRoot: lab.folder, instance, host, logger: silentLogger });
  const runtime = runtimes.standard;
  const made = new Set<string>();
  let count = 0;

  const create = async (options: LabOptions): Promise<LabContainer> => {
    count += 1;
    const id = `c${count}`;
    const bundle = await lab.bundle(id);
    const args = options.args ?? ['/bin/sh', '-c', options.script ?? 'true'];
    const plain = minimalInput(lab.rootfs, args, `/gantry-${instance}/${id}`);
    const input = options.change?.(plain) ?? plain;
    await writeBundle(bundle, buildSpec(input, host));
    const logPath = join(bundle, 'log');
    made.add(id);
    const { pid, conmonPid } = await runtime.create({
      id,
      bundle,
      logPath,
      exitDir,
      stdin: false,
      leaveStdinOpen: false,
      terminal: input.process.terminal,
      ...options.request,
    });
    return {
      id,
      pid,
      conmonPid,
      bundle,
      start: () => runtime.start(id),
      output: async () => withoutMarks(await textOf(logPath)),
      exited: () => until(() => readExitCode(exitDir, id)),
      exec: async (execArgs, exec = {}) => {
        count += 1;
        const folder = join(bundle, `exec${count}`);
        await mkdir(folder);
        return runtime.exec({
          id,
          process: buildProcess({ ...input.process, args: execArgs, ...exec.process }, host, input.hostname),
          folder,
          stdin: exec.stdin === true,
          detach: exec.detach === true,
        });
      },
      delete: () => runtime.delete(id, { force: true }),
    };
  };

  return {
    folder: lab.folder,
    rootfs: lab.rootfs,
    host,
    runtimes,
    runtime,
    instance,
    create,
    close: async () => {
      for (const id of made) await runtime.delete(id, { force: true });
      // The shell that starts shims is one of them, and lives as long as this very process.
      for (const mount of host.cgroups.tracking) {
        const file = join(mount, `gantry-${instance}/shims/cgroup.procs`);
        const pids = (await readTextIfThere(file))?.split('\n').filter(Boolean) ?? [];
        for (const pid of pids.map(Number)) if (pidIsTaken(pid)) process.kill(pid, 'SIGKILL');
      }
      await removeLeftover(host.cgroups, `/gantry-${instance}`);
      await rm(lab.folder, { recursive: true, force: true });
    },
  };
}

/** The text of a k8s-file log. */
function withoutMarks(log: string): string {
  return log.replaceAll(/^\S+ std(?:out|err) ([FP]) ([^\n]*)\n/gm, (_line, tag: string, text: string) =>
    tag === 'F' ? `${text}\n` : text,
  );
}

/** Everything that an exec prints. */
export async function outputOf(exec: ExecProcess): Promise<string> {
  const parts: Buffer[] = [];
  for await (const { data } of exec.output) parts.push(data);
  return Buffer.concat(parts).toString();
}
