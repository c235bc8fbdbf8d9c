import { messageOf } from '../base/errors.ts';
import { loadProject } from '../compose/load/load-project.ts';
import { renderedConfig } from '../compose/load/render.ts';
import type { Loaded, LoadRequest } from '../compose/load/request.ts';

/** Files by their paths below `/app`, or absolute ones. */
export type Texts = Readonly<Record<string, string>>;

/** Loads a project in `/app` from texts; the default file is `compose.yaml`. */
export async function loadTexts(texts: Texts | string, request: Partial<LoadRequest> = {}): Promise<Loaded> {
  const files = typeof texts === 'string' ? { 'compose.yaml': texts } : texts;
  const byPath = new Map(
    Object.entries(files).map(([name, text]) => [name.startsWith('/') ? name : `/app/${name}`, text]),
  );
  return await loadProject({
    directory: '/app',
    environment: { HOME: '/home/me' },
    read: (path) => Promise.resolve(byPath.get(path)),
    ...request,
  });
}

/** The rendered services of a project. */
export async function servicesOf(
  texts: Texts | string,
  request: Partial<LoadRequest> = {},
): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const { project } = await loadTexts(texts, request);
  return (renderedConfig(project) as { services: Record<string, Record<string, unknown>> }).services;
}

/** What is said against a project, by line; paths below `/app` are short. */
export async function complaintsOf(
  texts: Texts | string,
  request: Partial<LoadRequest> = {},
): Promise<readonly string[]> {
  try {
    await loadTexts(texts, request);
    return [];
  } catch (error) {
    return messageOf(error).replaceAll('/app/', '').split('\n');
  }
}
