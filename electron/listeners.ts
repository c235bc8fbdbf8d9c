/** The listeners of one value. */
export interface Listeners<T> {
  readonly add: (listener: (value: T) => void) => () => void;
  readonly tell: (value: T) => void;
}

/** A set of listeners; one may leave while being told. */
export function listeners<T>(): Listeners<T> {
  const all = new Set<(value: T) => void>();
  return {
    add(listener) {
      // A function of its own, so that a listener added twice is told twice and leaves once.
      const entry = (value: T) => listener(value);
      all.add(entry);
      return () => all.delete(entry);
    },
    tell(value) {
      for (const listener of all) listener(value);
    },
  };
}
