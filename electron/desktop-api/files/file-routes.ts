import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { DesktopError } from '../../desktop-error.ts';
import { json } from '../answers.ts';
import { secure } from '../security-headers.ts';
import type { LocalTextChange } from '../types.ts';
import { listFolder } from './list-folder.ts';
import { readText, writeText } from './text-file.ts';

const changeShape = z.object({
  path: z.string().min(1).max(4096),
  text: z.string().max(1024 * 1024),
  version: z.string().nullable(),
}) satisfies z.ZodType<LocalTextChange>;

/** `/desktop/files`: what the person who started the desktop may read and write, in the name of that person. */
export function fileRoutes(): Hono {
  const routes = new Hono();
  const answer = (value: unknown) => secure(json(value), 'data');
  routes.get('/', async ({ req }) => {
    const path = req.query('path') ?? '';
    return answer(await listFolder(path === '' ? homedir() : absolute(path)));
  });
  routes.get('/text', async ({ req }) => answer(await readText(absolute(req.query('path') ?? ''))));
  routes.put('/text', async (context) => {
    const { path, text, version } = await changeIn(context);
    return answer(await writeText(absolute(path), text, version));
  });
  return routes;
}

/** A path as people write it: `~` is their own folder. Throws 400 for one that is not absolute. */
export function absolute(path: string): string {
  const whole = path.trim().replace(/^~(?=\/|$)/, homedir());
  if (isAbsolute(whole) && !whole.includes('\0')) return whole;
  throw new DesktopError(400, `"${path}" is no whole path; begin it with a slash.`);
}

async function changeIn({ req }: Context): Promise<LocalTextChange> {
  const parsed = changeShape.safeParse(await req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new DesktopError(400, 'A file needs a path, its text, and the version that is written over.');
}
