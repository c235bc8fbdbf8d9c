import { join } from 'node:path';
import { z } from 'zod';
import type { KnownProject } from './desktop-api/compose/types.ts';
import { type KeptList, openKeptList } from './kept-list.ts';

const projectShape = z.object({
  name: z.string().min(1),
  directory: z.string().min(1),
  files: z.array(z.string().min(1)).min(1),
  openedAt: z.number(),
}) satisfies z.ZodType<KnownProject>;

/** Opens the Compose projects of a config folder, kept in its `projects.json`: only where their files are. */
export function openProjects(
  folder: string,
  warn: (sentence: string) => void,
): Promise<KeptList<KnownProject>> {
  return openKeptList<KnownProject>(
    {
      path: join(folder, 'projects.json'),
      shape: projectShape,
      nameOf: ({ name }) => name,
      nouns: 'projects',
      remedy: 'open them again',
    },
    warn,
  );
}
