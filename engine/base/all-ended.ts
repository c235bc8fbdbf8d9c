type Ended<T extends readonly Promise<unknown>[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/**
 * Like Promise.all, but answers or throws only once all of them have ended: whoever cleans up after a failure then has
 * nothing going on behind its back. Throws the first failure in the order given.
 */
export async function allEnded<const T extends readonly Promise<unknown>[]>(work: T): Promise<Ended<T>> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}
