import type { FileHandle } from 'node:fs/promises';

/** Who is to own what is made in a held folder: whoever owns the folder, so that they can use it. */
export async function ownerIn(folder: FileHandle): Promise<{ readonly uid: number; readonly gid: number }> {
  const { uid, gid } = await folder.stat();
  return { uid, gid };
}
