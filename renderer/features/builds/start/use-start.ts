import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { dockerfileCheckQuery } from '../../../bridge/dockerfile-check.ts';
import { isNotFound } from '../../../bridge/engine-error.ts';
import type { BuildWish } from '../../../bridge/host-types.ts';
import { joinPath, localFolderQuery, localTextQuery } from '../../../bridge/local-files.ts';
import { type StartedBuild, useBuildStarts } from '../../../stores/build-starts.ts';
import type { BuildStart } from '../../../stores/dialogs.ts';
import {
  checkStart,
  dockerfilesIn,
  EMPTY_START,
  formOf,
  type StartErrors,
  type StartForm,
  secretIdsIn,
  suggestedTag,
} from './start-form.ts';

/** The form of a build with what is known of the folder and the Dockerfile that it names. */
export function useStart(start: BuildStart) {
  const { starts } = useBuildStarts();
  const [form, setForm] = useState(() => initial(start, starts));
  const folder = useDeferredValue(form.folder.trim());
  const asks = /^[/~]/.test(folder);
  const listing = useQuery({ ...localFolderQuery(folder), enabled: asks });
  const files = listing.data === undefined ? [] : dockerfilesIn(listing.data.entries);
  const dockerfile = form.dockerfile.trim() || (files[0] ?? 'Dockerfile');
  const path = useDeferredValue(joinPath(folder, dockerfile));
  const text = useQuery({ ...localTextQuery(path), enabled: asks });
  const source = text.error === null ? text.data?.text : undefined;
  const checked = useQuery({ ...dockerfileCheckQuery(source ?? ''), enabled: source !== undefined });
  const listed = listing.error === null && listing.data !== undefined;
  return {
    form,
    change: (part: Partial<StartForm>) => setForm((now) => changed(now, part, starts)),
    folders: [...new Set(starts.map(({ wish }) => wish.folder))],
    /** The one that is meant, and those that the folder has. */
    dockerfile,
    dockerfiles: files,
    path,
    file: source === undefined ? undefined : checked.data,
    secretIds: secretIdsIn(source ?? ''),
    errors: { ...lookErrors(listing.error, listed ? text.error : null), ...checkStart(form) },
    /** The folder is there and holds nothing that looks like a Dockerfile. */
    lacksDockerfile: listed && files.length === 0 && isNotFound(text.error),
  };
}

function lookErrors(folder: Error | null, dockerfile: Error | null): StartErrors {
  return {
    ...(folder !== null && { folder: folder.message }),
    ...(dockerfile !== null && {
      dockerfile: isNotFound(dockerfile) ? 'There is no such file in the folder.' : dockerfile.message,
    }),
  };
}

function initial({ folder, dockerfile }: BuildStart, starts: readonly StartedBuild[]): StartForm {
  const [last] = starts;
  if (folder === undefined) return last === undefined ? EMPTY_START : formOf(last.wish);
  const form = changed(EMPTY_START, { folder }, starts);
  return dockerfile === undefined ? form : changed(form, { dockerfile }, starts);
}

/** A folder that was built before brings its options along; another one gets a name that fits. */
function changed(now: StartForm, part: Partial<StartForm>, starts: readonly StartedBuild[]): StartForm {
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
