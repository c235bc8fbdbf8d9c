import { feedProgram } from './stream.ts';

/**
 * Removes these files and whole folders (one character per byte, relative to `folder`) below a folder that nobody else writes to.
 * Fine when one is not there.
 */
export async function removeNames(
  folder: string,
  names: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  await feedProgram('xargs', ['-0', '-r', 'rm', '-rf', '--one-file-system', '--'], {
    cwd: folder,
    input: nulEnded(names),
  });
}

async function* nulEnded(names: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  for await (const name of names) yield Buffer.from(`./${name}\0`, 'latin1');
}
