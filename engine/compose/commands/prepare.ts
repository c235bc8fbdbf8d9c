import type { EngineClient } from '../../client/client.ts';
import type { Actual } from '../actual/actual.ts';
import { askedBy, readActual } from '../actual/read-actual.ts';
import { type ApplyOptions, applyPlan } from '../apply/apply.ts';
import type { ApplyReport } from '../apply/events.ts';
import { assertBindSources } from '../load/check/bind-sources.ts';
import type { Project } from '../model/project.ts';
import { type DownOptions, planDown } from '../plan/down.ts';
import { planLifecycle } from '../plan/lifecycle.ts';
import type { UpOptions } from '../plan/options.ts';
import type { Plan } from '../plan/plan.ts';
import { planUp } from '../plan/up.ts';
import { readContents } from '../wanted/contents.ts';

/** A plan that was made, to be looked at, and applied as it is. */
export interface Prepared {
  readonly plan: Plan;
  /** What it was made from. */
  readonly actual: Actual;
  /** Does it (`applyPlan`): throws `conflict` when the engine's things changed since. */
  readonly apply: (options?: Omit<ApplyOptions, 'project' | 'contents'>) => Promise<ApplyReport>;
}

/** Plans to bring a project up, changed or scaled: nothing is done yet. */
export async function prepareUp(
  client: EngineClient,
  project: Project,
  options: UpOptions = {},
): Promise<Prepared> {
  await assertBindSources(project);
  const contents = await readContents(project);
  const actual = await readActual(client, project.name, askedBy(project));
  const plan = planUp(project, actual, contents, { now: Date.now(), ...options });
  return { plan, actual, apply: (how) => applyPlan(client, plan, { ...how, project, contents }) };
}

/** Plans to take a project away. Only its name is needed; with the project, orphans and images are known as well. */
export async function prepareDown(
  client: EngineClient,
  from: Project | { readonly name: string },
  options: DownOptions = {},
): Promise<Prepared> {
  const project = projectIn(from);
  const actual = await readActual(client, from.name, project === undefined ? undefined : askedBy(project));
  const plan = planDown(actual, options, project);
  return { plan, actual, apply: (how) => applyPlan(client, plan, { ...how, ...of(project) }) };
}

/** Plans to start, stop or restart what is there of a project. With the project its hooks are run. */
export async function prepareLifecycle(
  client: EngineClient,
  purpose: 'start' | 'stop' | 'restart',
  from: Project | { readonly name: string },
  services: readonly string[] = [],
): Promise<Prepared> {
  const actual = await readActual(client, from.name);
  const plan = planLifecycle(purpose, actual, services);
  return { plan, actual, apply: (how) => applyPlan(client, plan, { ...how, ...of(projectIn(from)) }) };
}

function projectIn(from: Project | { readonly name: string }): Project | undefined {
  return 'services' in from ? from : undefined;
}

function of(project: Project | undefined): { readonly project?: Project } {
  return project === undefined ? {} : { project };
}
