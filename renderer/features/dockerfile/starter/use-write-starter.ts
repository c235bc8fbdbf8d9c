import { useMutation } from '@tanstack/react-query';
import type { Starter, StarterFile } from '../../../bridge/host-types.ts';
import { writeLocalText } from '../../../bridge/local-files.ts';

/** The files that are to be written: those that are not there yet, and those that a person wants to be replaced. */
export function filesToWrite({ files }: Starter, replace: ReadonlySet<string>): readonly StarterFile[] {
  return files.filter(({ path, existing }) => existing === null || replace.has(path));
}

/** Writes them one after the other; each names what it replaces, so nothing that came meanwhile is lost. */
export function useWriteStarter() {
  return useMutation({
    mutationFn: async (files: readonly StarterFile[]) => {
      for (const { path, text, existing } of files) await writeLocalText({ path, text, version: existing });
    },
  });
}
