import { useRef, useState } from 'react';
import type { CodeCheck, CodeProblem } from '../../ui/code/problem-marks.ts';
import { useStableCallback } from '../../ui/use-stable-callback.ts';

/** Keeps what a check found, to be listed as well as marked; undefined until it has answered, null when it does not. */
export function useProblems(check: CodeCheck): {
  readonly problems: readonly CodeProblem[] | undefined | null;
  readonly check: CodeCheck;
} {
  const [problems, setProblems] = useState<readonly CodeProblem[] | null>();
  const newest = useRef('');
  const keeping = useStableCallback<[string], ReturnType<CodeCheck>>(async (text) => {
    newest.current = text;
    // An answer that comes late says nothing of the text as it is by then.
    const keep = (found: readonly CodeProblem[] | null) => {
      if (newest.current === text) setProblems(found);
    };
    try {
      const found = await check(text);
      keep(found);
      return found;
    } catch {
      keep(null);
      return [];
    }
  });
  return { problems, check: keeping };
}
