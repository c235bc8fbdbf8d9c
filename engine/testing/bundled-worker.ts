import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles the program of a thread, `engine/<source>`, into `folder`, as the engine's build does; answers where it is. */
export async function bundledWorker(source: string, folder: string): Promise<URL> {
  const outfile = join(folder, 'program.mjs');
  const entry = resolve(import.meta.dirname, '..', source);
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm' });
  return pathToFileURL(outfile);
}
