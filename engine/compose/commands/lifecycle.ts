import type { EngineClient } from '../../client/client.ts';
import { type ApplyOptions, assertApplied } from '../apply/apply.ts';
import type { Project } from '../model/project.ts';
import type { DownOptions } from '../plan/down.ts';
import type { UpOptions } from '../plan/options.ts';
import type { Plan } from '../plan/plan.ts';
import { type Prepared, prepareDown, prepareLifecycle, prepareUp } from './prepare.ts';

type How = Omit<ApplyOptions, 'project' | 'contents'>;
type From = Project | { readonly name: string };

/** `compose up -d`. Answers the plan that was applied; throws saying where it stopped and what is changed already. */
export async function up(
  client: EngineClient,
  project: Project,
  options: UpOptions & How = {},
): Promise<Plan> {
  return await all(await prepareUp(client, project, options), options);
}

/** `compose up -d --no-deps --scale …`: only these services, and as many of them. */
export async function scale(
  client: EngineClient,
  project: Project,
  counts: Readonly<Record<string, number>>,
  options: How = {},
): Promise<Plan> {
  const services = Object.keys(counts);
  return await up(client, project, {
    ...options,
    services,
    scale: counts,
    noDependencies: true,
    noRecreate: true,
  });
}

/** `compose down`. */
export async function down(client: EngineClient, from: From, options: DownOptions & How = {}): Promise<Plan> {
  return await all(await prepareDown(client, from, options), options);
}

/** `compose restart`. */
export async function restart(
  client: EngineClient,
  from: From,
  services?: readonly string[],
  how: How = {},
): Promise<Plan> {
  return await all(await prepareLifecycle(client, 'restart', from, services), how);
}

async function all(prepared: Prepared, how: How): Promise<Plan> {
  assertApplied(prepared.plan, await prepared.apply(how));
  return prepared.plan;
}
