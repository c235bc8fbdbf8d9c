import { basename } from 'node:path';
import { fault } from '../../base/errors.ts';
import { faultAt } from './fault.ts';
import type { Found } from './find-files.ts';
import { type Lookup, substitute, TemplateError } from './interpolate/template.ts';
import type { LoadRequest } from './request.ts';
import type { Run } from './run.ts';
import { get, type Node, textOf } from './tree/node.ts';

/**
 * The name of a project: that of the request, else `COMPOSE_PROJECT_NAME`, else the last `name` of its files, else that of
 * its folder made fit.
 */
export async function projectName(run: Run, request: LoadRequest, found: Found): Promise<string> {
  const given = request.projectName ?? found.environment.get('COMPOSE_PROJECT_NAME');
  if (given !== undefined && given !== '') {
    if (!isProjectName(given)) throw fault('invalid', badName(given));
    return given;
  }
  const named = await nameOfFiles(run, found);
  if (named) {
    if (!isProjectName(named.name)) throw faultAt(named.node.place, badName(named.name), ['name']);
    return named.name;
  }
  const name = basename(found.directory)
    .toLowerCase()
    .replace(/[^-_a-z0-9]/g, '')
    .replace(/^[-_]+/, '');
  if (name === '') throw fault('invalid', `the folder ${found.directory} gives no project name: choose one`);
  return name;
}

async function nameOfFiles(run: Run, found: Found): Promise<{ name: string; node: Node } | undefined> {
  let last: { name: string; node: Node } | undefined;
  for (const file of found.files) {
    for (const document of await run.documents(file, { file, line: 1, column: 1 })) {
      const node = get(document, 'name');
      const text = textOf(node);
      if (!node || text === undefined) continue;
      const name = resolvedName(text, node, (key) => found.environment.get(key));
      if (name !== '') last = { name, node };
    }
  }
  return last;
}

function resolvedName(text: string, node: Node, lookup: Lookup): string {
  try {
    return substitute(text, lookup, () => {});
  } catch (error) {
    if (error instanceof TemplateError) throw faultAt(node.place, error.message, ['name'], error);
    throw error;
  }
}

function isProjectName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]*$/.test(name);
}

function badName(name: string): string {
  return `invalid project name "${name}": must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`;
}
