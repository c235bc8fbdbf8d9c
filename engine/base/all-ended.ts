/**
 * Like Promise.all, but answers or throws only once all of them have ended: whoever cleans up after a failure then has
 * nothing going on behind its back. Throws the first failure in the order given.
 */
export async function allEnded<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  await Promise.allSettled(work);
  return (await Promise.all(work)) as unknown as T;
}
