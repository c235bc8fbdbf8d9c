import type { CodeCheck } from '../../ui/code/problem-marks.ts';
import { useStableCallback } from '../../ui/use-stable-callback.ts';
import { faultOf } from './project-fault.tsx';
import { checkDraft } from './queries.ts';

/** What is wrong with a project when one of its files had another text; what stands in other files is told with their names. */
export function useProjectCheck(name: string, file: string): CodeCheck {
  return useStableCallback<[string], ReturnType<CodeCheck>>(async (text) => {
    try {
      await checkDraft({ name, texts: { [file]: text } });
      return [];
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      return fault.problems.map(({ message, place }) => ({
        severity: 'error',
        message: place.file === file ? message : `${place.file}:${place.line}: ${message}`,
        line: place.file === file ? place.line : 1,
        column: place.file === file ? place.column : 1,
        length: 1,
      }));
    }
  });
}
