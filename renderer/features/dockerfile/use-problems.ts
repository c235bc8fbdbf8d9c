import { useState } from 'react';
import type { DockerfileProblem } from '../../../engine/api/types/build.ts';
import { checkDockerfile } from '../../bridge/dockerfile-check.ts';
import type { CodeCheck } from '../../ui/code/problem-marks.ts';
import { useStableCallback } from '../../ui/use-stable-callback.ts';

/** What the engine finds in the text as it is typed; undefined until it has answered, null when it does not. */
export function useProblems(ignore: string | undefined): {
  readonly problems: readonly DockerfileProblem[] | undefined | null;
  readonly check: CodeCheck;
} {
  const [problems, setProblems] = useState<readonly DockerfileProblem[] | null>();
  const check = useStableCallback<[string], ReturnType<CodeCheck>>(async (text) => {
    try {
      const found = await checkDockerfile({ text, ...(ignore !== undefined && { ignore }) });
      setProblems(found.problems);
      return found.problems.map(({ from, to, check: rule, ...problem }) => ({
        ...problem,
        rule,
        length: to - from,
      }));
    } catch {
      setProblems(null);
      return [];
    }
  });
  return { problems, check };
}
