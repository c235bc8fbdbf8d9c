import { posix } from 'node:path';
import type { LintInput } from './lint-input.ts';
import { type LintWarning, warningAt } from './lint-warning.ts';

/** CopyIgnoredFile: sources of the context that are left out of it. */
export function ignoredFileWarnings({ stages, ignored }: LintInput): LintWarning[] {
  if (ignored === undefined) return [];
  return stages
    .flatMap(({ instructions }) => instructions)
    .flatMap((one) => {
      if ((one.kind !== 'copy' && one.kind !== 'add') || one.from !== undefined) return [];
      return one.sources.flatMap((word) => {
        const path = posix.join('/', word.text).slice(1).replace(/\/$/, '');
        if (path === '' || /[$*?[\\<]|^\w+:\/\/|^git@/.test(word.text) || !ignored.ignores(path)) return [];
        const verb = one.kind === 'copy' ? 'Copy' : 'Add';
        const message = `Attempting to ${verb} file ${JSON.stringify(word.text)} that is excluded by .dockerignore`;
        return [warningAt(one.node, 'CopyIgnoredFile', message, word)];
      });
    });
}
