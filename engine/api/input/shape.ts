import { z } from 'zod';

/**
 * Checkers for request bodies that read JSON as Go does, because Docker's clients rely on it: the names of fields match
 * in any case, `null` is the same as leaving a field out, fields that nobody knows are passed over. Values of maps may be null.
 */
export const text = z.string();
export const flag = z.boolean();
export const integer = z.int();
export const list = z.array(text);
export const textMap = z.record(
  z.string(),
  z.preprocess((value) => value ?? '', text),
);
export const setMap = z.record(
  z.string(),
  z.preprocess((value) => value ?? {}, z.looseObject({})),
);
export const anything = z.unknown();
/** A command line: a list of words, or one word alone. */
export const words = z.preprocess((value) => (typeof value === 'string' ? [value] : value), list);

type Fields<T> = { readonly [Key in keyof T]-?: z.ZodType<Required<T>[Key]> };

/** An object with these fields, each of which may be missing unless its checker has a default. */
export function struct<T extends object>(fields: Fields<T>): z.ZodType<T> {
  const known = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const shape = Object.fromEntries(
    Object.entries<z.ZodType>(fields).map(([name, checker]) => [
      name,
      checker instanceof z.ZodDefault ? checker : z.exactOptional(checker),
    ]),
  );
  const read = (value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, field]) => field !== null)
        .map(([name, field]: [string, unknown]) => [known.get(name.toLowerCase()) ?? name, field]),
    );
  };
  return z.preprocess(read, z.object(shape)) as unknown as z.ZodType<T>;
}
