import { checkDockerfile } from '../../bridge/dockerfile-check.ts';
import type { CodeCheck } from '../../ui/code/problem-marks.ts';
import { useStableCallback } from '../../ui/use-stable-callback.ts';

/** What the engine finds in the text of a Dockerfile. */
export function useDockerfileCheck(ignore: string | undefined): CodeCheck {
  return useStableCallback<[string], ReturnType<CodeCheck>>(async (text) => {
    const { problems } = await checkDockerfile({ text, ...(ignore !== undefined && { ignore }) });
    return problems.map(({ from, to, check: rule, ...problem }) => ({ ...problem, rule, length: to - from }));
  });
}
