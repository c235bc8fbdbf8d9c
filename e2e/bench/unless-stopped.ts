/**
 * What `work` answers. SIGTERM and SIGINT make it throw at once, so that whoever calls lets go of all that it holds; `work`
 * itself then fails on what is gone.
 */
export async function unlessStopped<T>(work: () => Promise<T>): Promise<T> {
  const { promise, reject } = withReject();
  const stop = (signal: NodeJS.Signals) => reject(new Error(`stopped by ${signal}`));
  process.once('SIGTERM', stop).once('SIGINT', stop);
  try {
    return await Promise.race([work(), promise]);
  } finally {
    process.off('SIGTERM', stop).off('SIGINT', stop);
  }
}

function withReject() {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}
