import type { Project } from '../../model/project.ts';
import type { Run } from '../run.ts';

export function checkProject(_project: Project, run: Run): void {
  run.settle();
}
