import { isKind } from '../../base/errors.ts';
import type { ImageSource } from '../../images/image.ts';
import { type BaseFacts, imageNamed, type LintInput } from './lint-input.ts';
import type { Understood } from './understand.ts';

/** Looks up the base images of a file that are here. */
export async function baseFactsOf(
  images: Pick<ImageSource, 'resolve'>,
  file: Understood,
  platformArgs: ReadonlyMap<string, string>,
): Promise<LintInput['baseOf']> {
  const found = new Map<string, BaseFacts>();
  for (const { from } of file.stages) {
    const name = imageNamed(from, { ...file, platformArgs });
    const facts = found.has(name) ? undefined : await factsOf(images, name);
    if (facts !== undefined) found.set(name, facts);
  }
  return (name) => found.get(name);
}

async function factsOf(images: Pick<ImageSource, 'resolve'>, name: string): Promise<BaseFacts | undefined> {
  try {
    const { config } = await images.resolve(name);
    return { env: config.Env ?? [], hasShell: (config.Shell ?? []).length > 0 };
  } catch (error) {
    if (isKind(error, 'not-found') || isKind(error, 'invalid')) return undefined;
    throw error;
  }
}
