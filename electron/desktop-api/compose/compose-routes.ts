import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Loaded } from '../../../engine/compose/load/request.ts';
import type { Project } from '../../../engine/compose/model/project.ts';
import { COMPOSE_SCHEMA } from '../../../engine/compose/schema/compose-schema.ts';
import { DesktopError } from '../../desktop-error.ts';
import { json } from '../answers.ts';
import { secure } from '../security-headers.ts';
import type { LocalProjects } from './local-projects.ts';
import type { Plans } from './plans.ts';
import { projectView } from './project-view.ts';
import { troubleOf } from './trouble.ts';
import type { PlanWish, ProjectDraft, ProjectSource, ProjectView } from './types.ts';

const name = z.string().min(1).max(255);
const path = z.string().min(1).max(4096);
const sourceShape = z.strictObject({ path }) satisfies z.ZodType<ProjectSource>;
const draftShape = z.strictObject({
  name,
  texts: z.record(path, z.string().max(1024 * 1024)),
}) satisfies z.ZodType<ProjectDraft>;
const wishShape = z.strictObject({
  purpose: z.enum(['up', 'down', 'start', 'stop', 'restart']),
  services: z.array(name).max(1000),
  scale: z.record(name, z.int().min(0).max(1000)),
  profiles: z.array(name).max(100),
  removeOrphans: z.boolean(),
  forceRecreate: z.boolean(),
  build: z.boolean(),
  pull: z.boolean(),
  volumes: z.boolean(),
  images: z.boolean(),
}) satisfies z.ZodType<PlanWish>;
const applyShape = z.strictObject({ plan: z.string().max(100) });

/** `/desktop/compose`: projects of this machine. */
export function composeRoutes(projects: LocalProjects, plans: Plans): Hono {
  const routes = new Hono();
  const answer = (value: unknown, status = 200) => secure(json(value, status), 'data');
  routes.onError((error) => secure(troubleOf(error), 'data'));
  routes.get('/schema', () => answer(COMPOSE_SCHEMA));
  routes.post('/check', async (context) => {
    const { name: project, texts } = await bodyOf(context, draftShape);
    return answer(viewOf(await projects.load(project, { texts })));
  });

  routes.get('/projects', () => answer(projects.list()));
  routes.post('/projects', async (context) => {
    const source = await bodyOf(context, sourceShape);
    return answer(viewOf(await projects.open(source.path)), 201);
  });
  routes.get('/projects/:name', async ({ req }) =>
    answer(viewOf(await projects.load(req.param('name'), profilesIn(req.queries('profile'))))),
  );
  routes.delete('/projects/:name', async ({ req }) => {
    await projects.forget(req.param('name'));
    return answer(projects.list());
  });
  routes.post('/projects/:name/plan', async (context) => {
    const wish = await bodyOf(context, wishShape);
    return answer(await plans.plan(await planned(context.req.param('name'), wish), wish));
  });
  routes.post('/projects/:name/apply', async (context) => {
    const { plan } = await bodyOf(context, applyShape);
    return answer({ id: await plans.apply(context.req.param('name'), plan) }, 202);
  });

  routes.get('/applies/:id', ({ req }) => answer(plans.view(req.param('id'))));
  routes.post('/applies/:id/cancel', ({ req }) => {
    plans.cancel(req.param('id'));
    return answer(plans.view(req.param('id')));
  });
  return routes;

  /** The files decide what `up` does; for the rest the engine's labels suffice when the files cannot be read. */
  async function planned(project: string, wish: PlanWish): Promise<Project | { readonly name: string }> {
    const services = [...wish.services, ...Object.keys(wish.scale)];
    const loading = projects.load(project, { ...profilesIn(wish.profiles), services });
    if (wish.purpose === 'up') return (await loading).project;
    return await loading.then(
      (loaded) => loaded.project,
      () => ({ name: project }),
    );
  }
}

function viewOf({ project, warnings }: Loaded): ProjectView {
  return projectView(project, warnings);
}

function profilesIn(profiles: readonly string[] | undefined): { readonly profiles?: readonly string[] } {
  return profiles === undefined || profiles.length === 0 ? {} : { profiles };
}

async function bodyOf<T>({ req }: Context, shape: z.ZodType<T>): Promise<T> {
  const parsed = shape.safeParse(await req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DesktopError(
    400,
    `The body is not what is asked for: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
  );
}
