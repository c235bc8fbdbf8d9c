import { access } from 'node:fs/promises';
import { errnoOf } from '../../../base/errors.ts';
import type { Project } from '../../model/project.ts';
import { type Problem, problemAt, throwProblems } from '../fault.ts';

/**
 * Checks that the sources of bind mounts that are not to be made are there. The engine would say so too, but not where it
 * is written, and only after other things were changed.
 * @throws {ComposeFault} naming each with its place and service
 */
export async function assertBindSources(project: Project): Promise<void> {
  const problems: Problem[] = [];
  for (const [name, service] of Object.entries(project.services)) {
    for (const [index, { type, source, bind }] of (service.volumes ?? []).entries()) {
      if (type !== 'bind' || source === undefined || bind?.create_host_path === true) continue;
      const path = ['services', name, 'volumes', index];
      const place = project.places.of(path);
      if (place && (await isMissing(source))) {
        problems.push(
          problemAt(place, `service "${name}": bind source path does not exist: ${source}`, path),
        );
      }
    }
  }
  throwProblems(problems);
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await access(path);
    return false;
  } catch (error) {
    return errnoOf(error) === 'ENOENT';
  }
}
