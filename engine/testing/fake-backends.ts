import type { Backends } from '../api/backends/backends.ts';
import { fault } from '../base/errors.ts';

/** The methods that a test needs, by backend. */
type Given = { readonly [Name in keyof Backends]?: Partial<Backends[Name]> };

/** Backends of which a test gives the few methods that it needs; all others fail, naming themselves. */
export function fakeBackends(given: Given = {}): Backends {
  return new Proxy({} as Backends, {
    get: (_none, name) => fake(String(name), Reflect.get(given, name) as object | undefined),
  });
}

function fake(name: string, methods: object = {}): object {
  return new Proxy(methods, {
    get: (target, method) =>
      Reflect.get(target, method) ??
      (() => {
        throw fault('system', `the fake ${name} backend has no ${String(method)}`);
      }),
  });
}
