import { randomBytes } from 'node:crypto';
import { fault } from '../base/errors.ts';
import { readTextIfThere, writeFileAtomic } from '../disk/atomic-write.ts';

/**
 * The id of the instance whose data root this is: eight hex digits that name everything it makes in the kernel. Undefined
 * when there is none yet. Throws `system` when the file holds something else, since a wrong id would find nothing again.
 */
export async function readInstance(file: string): Promise<string | undefined> {
  const id = (await readTextIfThere(file))?.trim();
  if (id === undefined) return undefined;
  if (!/^[0-9a-f]{8}$/.test(id)) throw fault('system', `${file} should hold eight hex digits, but does not`);
  return id;
}

/** The instance's id, made and kept at the first start. */
export async function ensureInstance(file: string): Promise<string> {
  const known = await readInstance(file);
  if (known !== undefined) return known;
  const id = randomBytes(4).toString('hex');
  await writeFileAtomic(file, `${id}\n`, { durable: true });
  return id;
}
