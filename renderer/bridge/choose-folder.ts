import { askFolder, type FolderQuestion } from '../stores/folder-question.ts';
import type { FolderChoice } from './host-types.ts';
import { request } from './request.ts';

/** Lets a person choose a folder: in the system's dialog where the shell has one, else in the window. */
export function chooseFolder(question: FolderQuestion): void {
  if (window.gantry === undefined) return askFolder(question);
  request<FolderChoice>('/desktop/folder-dialog', { method: 'POST' }).then(
    ({ path }) => {
      if (path !== null) question.onChoose(path);
    },
    () => askFolder(question),
  );
}
