import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import { DesktopError } from '../../desktop-error.ts';
import { json } from '../answers.ts';
import { absolute } from '../files/file-routes.ts';
import { fileTrouble } from '../files/file-trouble.ts';
import { readText } from '../files/text-file.ts';
import { secure } from '../security-headers.ts';
import type { Starter, StarterChoices, StarterFile, StarterKind, StarterLine } from '../types.ts';
import { propose, recognised, written } from './propose.ts';
import { readProject } from './read-project.ts';

const queryShape = z.object({
  folder: z.string().min(1, 'is missing'),
  kind: z.enum(['node', 'spa', 'python', 'go', 'java', 'rust', 'static'], 'is none that is known').optional(),
  version: z
    .string()
    .regex(/^\w[\w.-]{0,60}$/, 'is no tag of an image')
    .optional(),
  port: z
    .string()
    .regex(/^(\d{1,5})?$/, 'is no number')
    .optional(),
  command: z
    .string()
    .max(1000)
    .regex(/^[^\n\r]*\S[^\n\r]*$/, 'has to be one line')
    .optional(),
});

/** `/desktop/starter`: a Dockerfile and a .dockerignore for a folder, to be looked at. Nothing is written here. */
export function starterRoutes(): Hono {
  const routes = new Hono();
  routes.get('/', async ({ req }) => {
    const parsed = queryShape.safeParse(req.query());
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new DesktopError(400, `The ${issue?.path.join('.') ?? 'question'} ${issue?.message ?? ''}.`);
    }
    const { folder, kind, ...chosen } = parsed.data;
    return secure(json(await starterFor(absolute(folder), kind, defined(chosen))), 'data');
  });
  return routes;
}

async function starterFor(
  asked: string,
  wanted: StarterKind | undefined,
  chosen: Partial<StarterChoices>,
): Promise<Starter> {
  const folder = await realpath(asked).catch((cause: unknown) => {
    throw fileTrouble(asked, cause);
  });
  const project = await readProject(folder);
  const found = recognised(project);
  const kind = wanted ?? found[0]?.kind ?? null;
  if (kind === null)
    return { folder, found, kind, choices: { version: '', port: '', command: '' }, choosable: [], files: [] };
  const { choices, choosable, dockerfile, ignore } = propose(project, kind, chosen);
  const files = [
    await fileOf(folder, 'Dockerfile', dockerfile),
    await fileOf(folder, '.dockerignore', ignore),
  ];
  return { folder, found, kind, choices, choosable, files };
}

async function fileOf(folder: string, name: string, lines: readonly StarterLine[]): Promise<StarterFile> {
  const path = join(folder, name);
  const existing = await readText(path).catch((error: unknown) => {
    if (error instanceof DesktopError && error.status === 404) return null;
    throw error;
  });
  return { path, lines, text: written(lines), existing: existing?.version ?? null };
}

function defined(
  chosen: { readonly [K in keyof StarterChoices]?: string | undefined },
): Partial<StarterChoices> {
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}
