import { run } from './run.ts';

/** Writes everything of the file system that holds `path` to its disk (syncfs(2)). Takes as long as that takes. */
export async function flushFileSystem(path: string): Promise<void> {
  await run('sync', ['--file-system', '--', path], { timeoutMs: 0 });
}
