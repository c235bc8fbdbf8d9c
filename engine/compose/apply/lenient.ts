import { isKind } from '../../base/errors.ts';

/** Does something that may be as wanted already (`not-modified`). */
export async function unlessDone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isKind(error, 'not-modified')) throw error;
  }
}

/** Does something to a thing that may be gone; answers whether it was there. */
export async function ifThere(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isKind(error, 'not-found')) return false;
    throw error;
  }
}
