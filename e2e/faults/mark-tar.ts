import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';

/** A tar of one file. */
export async function tarWith(name: string, text: string): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name }, text);
  tar.finalize();
  return await buffer(tar);
}
