import { DesktopError } from '../../desktop-error.ts';
import { absolute } from '../files/file-routes.ts';
import { readText } from '../files/text-file.ts';
import type { BuildWish } from '../types.ts';

/** They travel in a header, of which the engine takes 1 MiB with everything else in it. */
const LARGEST = 512 * 1024;

/** The content of secret files as the engine's `X-Gantry-Build-Secrets`; undefined for none. Throws a sentence with the path. */
export async function secretsHeader(secrets: BuildWish['secrets']): Promise<string | undefined> {
  if (secrets.length === 0) return undefined;
  const values = await Promise.all(
    secrets.map(async ({ id, file }) => [id, (await readText(absolute(file))).text] as const),
  );
  const header = Buffer.from(JSON.stringify(Object.fromEntries(values))).toString('base64');
  if (header.length > LARGEST) throw new DesktopError(413, 'The secrets are larger than 384 KiB together.');
  return header;
}
