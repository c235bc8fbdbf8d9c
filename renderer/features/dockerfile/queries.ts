import { useQuery } from '@tanstack/react-query';
import { isNotFound } from '../../bridge/engine-error.ts';
import { joinPath, localTextQuery } from '../../bridge/local-files.ts';

/** No event tells that somebody else saved a file: it is looked at this often while it is open. */
const LOOK_MS = 4000;

export function useWatchedText(path: string) {
  return useQuery({ ...localTextQuery(path), refetchInterval: LOOK_MS, refetchOnWindowFocus: true });
}

/** The text of the ignore file that a build of a Dockerfile reads; undefined for none, or as long as nobody knows. */
export function useIgnoreText(folder: string, path: string): string | undefined {
  const own = useQuery(localTextQuery(`${path}.dockerignore`));
  const common = useQuery({
    ...localTextQuery(joinPath(folder, '.dockerignore')),
    enabled: isNotFound(own.error),
  });
  return own.data?.text ?? common.data?.text;
}
