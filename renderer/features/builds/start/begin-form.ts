import type { BuildWish } from '../../../bridge/host-types.ts';
import type { StartedBuild } from '../../../stores/build-starts.ts';
import type { BuildStart } from '../../../stores/dialogs.ts';
import { EMPTY_START, formOf, type StartForm, suggestedTag } from './start-form.ts';

/** What the form of a build begins with: an earlier build's own options, those of the folder's last one, or a name that fits. */
export function beginForm(
  { folder, dockerfile, wish }: BuildStart,
  starts: readonly StartedBuild[],
): StartForm {
  if (wish !== undefined) return formOf(wish);
  const [last] = starts;
  if (folder === undefined) return last === undefined ? EMPTY_START : formOf(last.wish);
  const form = changeForm(EMPTY_START, { folder }, starts);
  return dockerfile === undefined ? form : changeForm(form, { dockerfile }, starts);
}

/** A folder that was built before brings its options along; another one gets a name that fits. */
export function changeForm(
  now: StartForm,
  part: Partial<StartForm>,
  starts: readonly StartedBuild[],
): StartForm {
  const next = { ...now, ...part };
  if (part.folder === undefined || part.folder === now.folder) return next;
  const before = wishFor(part.folder, starts);
  if (before !== undefined) return formOf(before);
  const untouched =
    now.tags === '' || now.tags === suggestedTag(now.folder) || wishFor(now.folder, starts) !== undefined;
  return untouched ? { ...EMPTY_START, folder: next.folder, tags: suggestedTag(next.folder) } : next;
}

function wishFor(folder: string, starts: readonly StartedBuild[]): BuildWish | undefined {
  return starts.find(({ wish }) => wish.folder === folder.trim())?.wish;
}
