import { join } from 'node:path';
import { type CgroupLayout, cgroupFolder } from './layout.ts';
import { readOptional } from './read-optional.ts';
import type { CgroupStats } from './stats.ts';
import { V1_FILES, v1Stats } from './stats-v1.ts';
import { V2_FILES, v2Stats } from './stats-v2.ts';

/**
 * Reads what a cgroup uses. Undefined when there is no such cgroup (any more). The counters are read one after the other,
 * so they may differ by a moment.
 *
 * @param path absolute below the hierarchies' mounts
 */
export async function readCgroupStats(layout: CgroupLayout, path: string): Promise<CgroupStats | undefined> {
  const v2 = layout.mode === 'v2';
  const files = v2 ? V2_FILES.map((name) => ['', name] as const) : V1_FILES;
  const texts = await Promise.all(
    files.map(async ([controller, name]) => {
      const folder = v2 ? join(layout.unified ?? '/', path) : cgroupFolder(layout, controller, path);
      return [name, folder === undefined ? '' : await readOptional(join(folder, name))] as const;
    }),
  );
  if (texts.every(([, text]) => text === '')) return undefined;
  const byName = new Map<string, string>(texts);
  const text = (name: string) => byName.get(name) ?? '';
  return v2 ? v2Stats(text) : v1Stats(text);
}
