import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeBackends } from '../testing/fake-backends.ts';
import { OPERATIONS } from './operations.ts';
import { createRouter } from './router.ts';
import { buildRoutes } from './routes/build.ts';
import { outOfScopeRoutes } from './routes/out-of-scope.ts';
import { allRoutes } from './routes.ts';

const backends = fakeBackends();
const routes = allRoutes(backends);
const key = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`;

describe('the list of operations', () => {
  it('names each of the 66 operations once, in files that exist', () => {
    expect(OPERATIONS).toHaveLength(66);
    expect(new Set(OPERATIONS.map(key)).size).toBe(66);
    const missing = OPERATIONS.filter(({ file }) => !existsSync(join(import.meta.dirname, file)));
    expect(missing).toEqual([]);
  });

  it('and the routes agree, apart from what is out of scope and what is our own', () => {
    // /grpc and /build/cancel are routes of dockerd that its API reference does not list.
    const beyond = new Set([
      ...routes.map(key).filter((line) => line.includes(' /gantry/')),
      ...outOfScopeRoutes().map(key),
      ...buildRoutes(fakeBackends().builder)
        .map(key)
        .filter((line) => line.endsWith('/grpc') || line.endsWith('/cancel')),
    ]);
    const served = routes.map(key).filter((line) => !beyond.has(line));
    expect(served.toSorted()).toEqual(OPERATIONS.map(key).toSorted());
  });

  it('tells the truth about what is there', async () => {
    const router = createRouter(routes);
    for (const operation of OPERATIONS) {
      const route = router.find(operation.method, operation.path.replace(/:\w+/g, 'x'))?.route;
      const there = (await refusalOf(route?.handle)) !== 'not-implemented';
      expect({ ...operation, path: route?.path, there }).toEqual(operation);
    }
  });
});

/** What a route that is not there throws before it looks at anything. */
async function refusalOf(handle: ((request: never) => Promise<unknown>) | undefined): Promise<unknown> {
  try {
    await handle?.(undefined as never);
  } catch (error) {
    return error instanceof Error && 'kind' in error ? error.kind : undefined;
  }
  return undefined;
}
