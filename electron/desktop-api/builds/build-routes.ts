import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { DesktopError } from '../../desktop-error.ts';
import { failure, json } from '../answers.ts';
import { secure } from '../security-headers.ts';
import type { BuildWish } from '../types.ts';
import type { LocalBuilds } from './local-builds.ts';

const text = z.string().max(4096);
const wishShape = z.strictObject({
  folder: text.min(1),
  dockerfile: text.min(1),
  tags: z.array(text.min(1)).max(100),
  buildArgs: z.record(z.string().min(1), z.string()),
  target: text,
  platform: text,
  noCache: z.boolean(),
  pull: z.boolean(),
  secrets: z.array(z.strictObject({ id: text.min(1), file: text.min(1) })).max(50),
}) satisfies z.ZodType<BuildWish>;

/** `/desktop/builds`: builds of folders of this machine. */
export function buildRoutes(builds: LocalBuilds): Hono {
  const routes = new Hono();
  routes.post('/', async (context) =>
    secure(json({ id: await builds.start(await wishIn(context), context.req.raw.signal) }, 201), 'data'),
  );
  routes.get('/:id', ({ req }) => {
    const upload = builds.upload(req.param('id'));
    if (upload === undefined) return secure(failure(404, 'This desktop sent no such build.'), 'data');
    return secure(json(upload), 'data');
  });
  return routes;
}

async function wishIn({ req }: Context): Promise<BuildWish> {
  const parsed = wishShape.safeParse(await req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DesktopError(
    400,
    `This is no build: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
  );
}
