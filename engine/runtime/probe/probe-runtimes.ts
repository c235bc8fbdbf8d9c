import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fault } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { readJson, writeJson } from '../../disk/atomic-write.ts';
import { run } from '../../process/run.ts';
import { OciRuntime } from '../driver/oci-runtime.ts';
import type { Runtime, RuntimeName } from '../runtime.ts';
import type { HostFacts } from '../spec/spec-input.ts';
import { findProgram, type Program } from './find-program.ts';
import { tryRuntime } from './try-runtime.ts';

/** The runtimes that work on this machine. */
export interface Runtimes {
  /** The one for containers that name none: crun where it works, since it is faster. */
  readonly standard: Runtime;
  readonly byName: ReadonlyMap<RuntimeName, Runtime>;
  /** Why those that are installed and do not work do not, by name. */
  readonly refused: Readonly<Record<string, string>>;
}

/** What `probeRuntimes` works with. */
export interface ProbeOptions {
  /** An existing folder that does not outlive the machine's uptime; holds the runtimes' roots and the probe's memory. */
  readonly execRoot: string;
  /** Names all cgroups: `/gantry-<instance>/…`. */
  readonly instance: string;
  readonly host: HostFacts;
  readonly logger: Logger;
}

/** In the order in which they are preferred. */
const NAMES: readonly RuntimeName[] = ['crun', 'runc'];

/**
 * Finds out which runtimes work here, by trying them (see `tryRuntime`), and remembers it until the machine restarts, the
 * program is replaced or a hierarchy of control groups comes or goes, because it takes a tenth of a second. Throws `unavailable` saying what to install, or why what is
 * installed does not work.
 */
export async function probeRuntimes(options: ProbeOptions): Promise<Runtimes> {
  const conmon = await findProgram('conmon');
  if (conmon === undefined) throw missing('conmon is not installed', 'conmon');
  const found = await Promise.all(NAMES.map(async (name) => ({ name, program: await findProgram(name) })));
  const installed = found.flatMap(({ name, program }) => (program === undefined ? [] : [{ name, program }]));
  if (installed.length === 0) throw missing('neither crun nor runc is installed', 'crun');
  const verdicts = await verdictsOf(installed, options);
  const byName = new Map<RuntimeName, Runtime>();
  const refused: Record<string, string> = {};
  for (const { name, program, version, refusal } of verdicts) {
    if (refusal !== undefined) {
      options.logger.info(`${name} does not work on this machine`, { refusal });
      refused[name] = refusal;
    } else byName.set(name, driver(name, program, version, conmon.path, options));
  }
  const standard = NAMES.map((name) => byName.get(name)).find((runtime) => runtime !== undefined);
  if (standard !== undefined) return { standard, byName, refused };
  const reasons = verdicts.map(({ name, refusal }) => `${name}: ${refusal}`).join('; ');
  throw fault('unavailable', `no container runtime works on this machine (${reasons})`);
}

function driver(
  name: RuntimeName,
  { path }: Program,
  version: string,
  conmon: string,
  options: ProbeOptions,
) {
  return new OciRuntime({
    name,
    path,
    version,
    conmon,
    root: join(options.execRoot, 'runtime', name),
    shimCgroup: `/gantry-${options.instance}/shims`,
    layout: options.host.cgroups,
    logger: options.logger,
  });
}

interface Verdict {
  readonly name: RuntimeName;
  readonly program: Program;
  readonly version: string;
  /** Why it does not work. */
  readonly refusal: string | undefined;
}

/** `<execRoot>/runtimes.json`: what was found, by boot, program and the layout of control groups. */
const Memory = z.record(z.string(), z.object({ version: z.string(), refusal: z.string().optional() }));

async function verdictsOf(
  installed: readonly { readonly name: RuntimeName; readonly program: Program }[],
  options: ProbeOptions,
): Promise<Verdict[]> {
  const file = join(options.execRoot, 'runtimes.json');
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  const known = Memory.safeParse(await readJson(file).catch(() => undefined)).data ?? {};
  const { mode, controllers } = options.host.cgroups;
  const layout = [...controllers].map((entry) => entry.join('=')).sort();
  const keyOf = (program: Program) => [boot, program.stamp, mode, ...layout].join(' ');
  const verdicts = await Promise.all(
    installed.map(async ({ name, program }): Promise<Verdict> => {
      const { version, refusal } = known[keyOf(program)] ?? (await judge(name, program, options));
      return { name, program, version, refusal };
    }),
  );
  const memory = Object.fromEntries(
    verdicts.map(({ program, version, refusal }) => [keyOf(program), { version, refusal }]),
  );
  if (Object.keys(memory).some((key) => !(key in known))) await writeJson(file, memory, { durable: false });
  return verdicts;
}

async function judge(name: RuntimeName, { path }: Program, options: ProbeOptions) {
  const [{ stdout }, refusal] = await Promise.all([
    run(path, ['--version']),
    tryRuntime(name, path, options),
  ]);
  return { version: /version (\S+)/.exec(stdout)?.[1] ?? 'unknown', refusal };
}

function missing(what: string, packageName: string) {
  return fault(
    'unavailable',
    `${what}; containers need it: install the package ${packageName} (apt install ${packageName})`,
  );
}
