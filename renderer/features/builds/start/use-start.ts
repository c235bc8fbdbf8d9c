import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { dockerfileCheckQuery } from '../../../bridge/dockerfile-check.ts';
import { isNotFound } from '../../../bridge/engine-error.ts';
import { joinPath, localFolderQuery, localTextQuery } from '../../../bridge/local-files.ts';
import { useBuildStarts } from '../../../stores/build-starts.ts';
import type { BuildStart } from '../../../stores/dialogs.ts';
import { beginForm, changeForm } from './begin-form.ts';
import { checkStart, dockerfilesIn, type StartErrors, type StartForm, secretIdsIn } from './start-form.ts';

/** The form of a build with what is known of the folder and the Dockerfile that it names. */
export function useStart(start: BuildStart) {
  const { starts } = useBuildStarts();
  const [form, setForm] = useState(() => beginForm(start, starts));
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
    change: (part: Partial<StartForm>) => setForm((now) => changeForm(now, part, starts)),
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
