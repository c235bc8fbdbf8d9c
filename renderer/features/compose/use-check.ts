import type { ProjectProblem } from '../../../electron/desktop-api/compose/types.ts';
import type { CodeCheck, CodeProblem } from '../../ui/code/problem-marks.ts';
import { useStableCallback } from '../../ui/use-stable-callback.ts';
import { faultOf } from './project-fault.tsx';
import { checkDraft } from './queries.ts';

/** What is wrong with a project when one of its files had another text; what stands in other files is told with their names. */
export function useProjectCheck(name: string, file: string): CodeCheck {
  return useStableCallback<[string], ReturnType<CodeCheck>>(async (text) => {
    try {
      const { warnings } = await checkDraft({ name, texts: { [file]: text } });
      return warnings.map((warning) => problemIn(file, 'warning', warning));
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      return fault.problems.map((problem) => problemIn(file, 'error', problem));
    }
  });
}

/** What stands in another file is told with its name, at the top. */
function problemIn(
  file: string,
  severity: CodeProblem['severity'],
  { message, place }: ProjectProblem,
): CodeProblem {
  const isHere = place.file === file;
  return {
    severity,
    message: isHere ? message : `${place.file}:${place.line}: ${message}`,
    line: isHere ? place.line : 1,
    column: isHere ? place.column : 1,
    length: 1,
  };
}
