import { useState } from 'react';
import type { CodeCheck, CodeProblem } from '../../ui/code/problem-marks.ts';
import { useStableCallback } from '../../ui/use-stable-callback.ts';

/** Keeps what a check found, to be listed as well as marked; undefined until it has answered, null when it does not. */
export function useProblems(check: CodeCheck): {
  readonly problems: readonly CodeProblem[] | undefined | null;
  readonly check: CodeCheck;
} {
  const [problems, setProblems] = useState<readonly CodeProblem[] | null>();
  const keeping = useStableCallback<[string], ReturnType<CodeCheck>>(async (text) => {
    try {
      const found = await check(text);
      setProblems(found);
      return found;
    } catch {
      setProblems(null);
      return [];
    }
  });
  return { problems, check: keeping };
}
