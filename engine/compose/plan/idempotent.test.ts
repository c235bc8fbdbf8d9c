import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { planDown } from './down.ts';
import { projectOf, serviceOf } from './project.fixture.ts';
import { emptyActual, simulate } from './simulate.fixture.ts';
import { planUp } from './up.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e'] as const;
const NO_CONTENTS = new Map<string, Buffer>();

/** A service that depends on earlier ones only. */
function service(index: number): fc.Arbitrary<Service> {
  const earlier = NAMES.slice(0, index);
  return fc
    .record({
      environment: fc.dictionary(fc.constantFrom('LOG', 'MODE'), fc.constantFrom('1', '2')),
      scale: fc.integer({ min: 0, max: 3 }),
      networks: fc.subarray(['default', 'back'], { minLength: 1 }),
      volumes: fc.subarray(['data', 'cache']),
      depends: fc.subarray([...earlier]),
      condition: fc.constantFrom('service_started', 'service_healthy', 'service_completed_successfully'),
      restart: fc.boolean(),
      build: fc.boolean(),
      policy: fc.constantFrom(undefined, 'never', 'missing'),
    })
    .map(({ environment, scale, networks, volumes, depends, condition, restart, build, policy }) =>
      serviceOf(NAMES[index]!, {
        environment,
        scale,
        ...(build ? { build: { context: '/proj' } } : policy === undefined ? {} : { pull_policy: policy }),
        healthcheck: { test: ['CMD', 'true'] },
        networks: Object.fromEntries(networks.map((name) => [name, {}])),
        volumes: volumes.map((source) => ({ type: 'volume', source, target: `/${source}` })),
        depends_on: Object.fromEntries(
          depends.map((name) => [name, { condition, restart, required: true }] as const),
        ),
      }),
    );
}

const projects: fc.Arbitrary<Project> = fc
  .tuple(...NAMES.map((_name, index) => fc.option(service(index), { nil: undefined })))
  .map((services) => {
    const present = services.flatMap((one) => one ?? []);
    const names = new Set(present.map(({ name }) => name));
    const known = present.map((one) => ({
      ...one,
      depends_on: Object.fromEntries(
        Object.entries(one.depends_on ?? {}).filter(([name]) => names.has(name)),
      ),
    }));
    return projectOf(known);
  });

describe('a plan', () => {
  it('leaves nothing to do once it is applied, whatever was there before', () => {
    fc.assert(
      fc.property(projects, projects, (before, after) => {
        const nothing = emptyActual(before);
        const first = simulate(before, nothing, planUp(before, nothing, NO_CONTENTS));
        const images = { ...first.images, ...emptyActual(after).images };
        const present = { ...first, images, asked: emptyActual(after).asked };
        const options = { removeOrphans: true };
        const second = simulate(after, present, planUp(after, present, NO_CONTENTS, options));
        expect(planUp(after, second, NO_CONTENTS, options).actions).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('names before each action what it comes after, and is the same each time', () => {
    fc.assert(
      fc.property(projects, (project) => {
        const actual = emptyActual(project);
        const plan = planUp(project, actual, NO_CONTENTS);
        const seen = new Set<string>();
        for (const { id, after } of plan.actions) {
          expect(after.filter((other) => !seen.has(other))).toEqual([]);
          seen.add(id);
        }
        expect(planUp(project, actual, NO_CONTENTS)).toEqual(plan);
      }),
    );
  });

  it('leaves what the file calls external, though it was made for the project once', () => {
    fc.assert(
      fc.property(projects, (project) => {
        const nothing = emptyActual(project);
        const up = simulate(project, nothing, planUp(project, nothing, NO_CONTENTS));
        const external = <T extends object>(all: Readonly<Record<string, T>>) =>
          Object.fromEntries(Object.entries(all).map(([key, one]) => [key, { ...one, external: true }]));
        const theirs = {
          ...project,
          networks: external(project.networks),
          volumes: external(project.volumes),
        };
        const down = simulate(project, up, planDown(up, { volumes: true }, theirs));
        expect([down.containers, down.networks, down.volumes]).toEqual([[], up.networks, up.volumes]);
      }),
    );
  });

  it('takes everything down again but what is not its own', () => {
    fc.assert(
      fc.property(projects, (project) => {
        const nothing = emptyActual(project);
        const up = simulate(project, nothing, planUp(project, nothing, NO_CONTENTS));
        const down = simulate(project, up, planDown(up, { volumes: true }, project));
        expect([down.containers, down.networks, down.volumes]).toEqual([[], [], []]);
      }),
    );
  });
});
