import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../base/digest.ts';
import { changesSince } from './apply.ts';
import { choicesIn } from './choices.ts';
import { type ContainerOnDisk, chainsDown, type DiskState, type ImageOnDisk } from './disk-state.ts';
import { planOf } from './plan.ts';
import { treeOf } from './treemap.ts';
import { unneededParts } from './users.ts';

const digest = (name: string) => `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0')}` as Digest;

/** An image with a layer for each letter: `ab` stands on `a`. Its blobs are its own manifest and one for each letter. */
function image(name: string, letters: string, more: Partial<ImageOnDisk> = {}): ImageOnDisk {
  const chains = letters.split('').map((_, index) => digest(`chain ${letters.slice(0, index + 1)}`));
  const blobs = [`manifest ${name}`, ...letters.split('')].map((one) => digest(one));
  return {
    id: digest(name),
    names: [name],
    created: null,
    parent: undefined,
    blobs,
    chains,
    isHeld: false,
    ...more,
  };
}

function container(name: string, of: ImageOnDisk, more: Partial<ContainerOnDisk> = {}): ContainerOnDisk {
  const own = { writable: 100, log: 20, files: 3 };
  return {
    id: name,
    name,
    created: null,
    image: of.id,
    chain: of.chains.at(-1),
    isLive: false,
    ...own,
    ...more,
  };
}

/** A state with everything that its images need, each layer of 1000 bytes and each blob of 10. */
function stateOf(parts: Partial<DiskState>): DiskState {
  const chains = new Map<Digest, { bytes: number; parent: Digest | undefined }>();
  const blobs = new Map<Digest, number>();
  for (const one of parts.images ?? []) {
    for (const [index, chain] of one.chains.entries())
      chains.set(chain, { bytes: 1000, parent: one.chains[index - 1] });
    for (const blob of one.blobs) blobs.set(blob, 10);
  }
  const nothing = {
    images: [],
    containers: [],
    volumes: [],
    strays: [],
    removedLogs: [],
    underWay: 0,
    records: 0,
    isWhole: true,
  };
  return {
    ...nothing,
    held: new Set<Digest>(),
    ...parts,
    chains: parts.chains ?? chains,
    blobs: parts.blobs ?? blobs,
  };
}

const A = image('a:1', 'xy');
const B = image('b:1', 'xz');
const ids = (...images: readonly ImageOnDisk[]) => images.map(({ id }) => ({ kind: 'image' as const, id }));
const kinds = (plan: ReturnType<typeof planOf>) =>
  plan.deletions.map(({ kind, label }) => `${kind} ${label}`);

describe('a plan', () => {
  it('takes of one image what no other needs', () => {
    const plan = planOf(stateOf({ images: [A, B] }), ids(A));
    expect(plan.bytes).toBe(1000 + 10 + 10);
    expect(plan.deletions.map(({ kind }) => kind)).toEqual(['name', 'image', 'layer', 'blob', 'blob']);
    expect(plan.deletions[2]).toMatchObject({ id: A.chains[1], bytes: 1000, because: [A.id] });
  });

  it('takes a shared layer when its last user goes, because of all of them', () => {
    const plan = planOf(stateOf({ images: [A, B] }), ids(A, B));
    expect(plan.bytes).toBe(3 * 1000 + 5 * 10);
    const layers = plan.deletions.filter(({ kind }) => kind === 'layer');
    expect(layers.at(-1)).toMatchObject({ id: A.chains[0], because: [A.id, B.id] });
  });

  it('refuses what is used, unless the user goes too', () => {
    const state = stateOf({ images: [A], containers: [container('box', A)] });
    const alone = planOf(state, ids(A));
    expect(alone).toMatchObject({
      bytes: 0,
      deletions: [],
      refused: [{ why: 'the container "box" was made from it' }],
    });
    const both = planOf(state, [...ids(A), { kind: 'container', id: 'box' }]);
    expect(kinds(both).slice(0, 3)).toEqual(['container box', 'name a:1', 'image a:1']);
    expect(both).toMatchObject({ refused: [], bytes: 123 + 2000 + 30 });
  });

  it('refuses an image when its container is chosen but runs', () => {
    const state = stateOf({ images: [A], containers: [container('box', A, { isLive: true })] });
    const plan = planOf(state, [{ kind: 'container', id: 'box' }, ...ids(A)]);
    expect(plan.deletions).toEqual([]);
    expect(plan.refused.map(({ label, why }) => `${label}: ${why}`)).toEqual([
      'box: it is running; stop it first',
      'a:1: the running container "box" was made from it',
    ]);
  });

  it('takes an image after those that were made from it, and not without them', () => {
    const child = image('child', 'xyw', { parent: A.id, names: [] });
    const state = stateOf({ images: [A, child] });
    expect(planOf(state, ids(A)).refused).toHaveLength(1);
    const plan = planOf(state, ids(A, child));
    expect(plan.deletions.filter(({ kind }) => kind === 'image').map(({ id }) => id)).toEqual([
      child.id,
      A.id,
    ]);
  });

  it('leaves what a running operation holds', () => {
    expect(planOf(stateOf({ images: [{ ...A, isHeld: true }] }), ids(A)).refused).toHaveLength(1);
    const held = stateOf({ images: [A], held: new Set(A.chains.slice(0, 1)) });
    expect(
      planOf(held, ids(A))
        .deletions.filter(({ kind }) => kind === 'layer')
        .map(({ id }) => id),
    ).toEqual([A.chains[1]]);
  });

  it('takes the layers of an image that is gone with the last container that stands on them', () => {
    const state = {
      ...stateOf({ images: [A] }),
      images: [],
      containers: [container('box', A)],
      blobs: new Map(),
    };
    expect(planOf(state, [{ kind: 'container', id: 'box' }]).bytes).toBe(123 + 2000);
  });

  it('takes leftovers one by one, and none from under another', () => {
    const state = { ...stateOf({ images: [A] }), images: [] };
    const [low = '', top = ''] = A.chains;
    const leftovers = (...some: string[]) => some.map((id) => ({ kind: 'leftover' as const, id }));
    expect(planOf(state, leftovers(low)).bytes).toBe(0);
    expect(planOf(state, leftovers(top)).bytes).toBe(1000);
    expect(planOf(state, leftovers(low, top)).bytes).toBe(2000);
    expect(planOf({ ...state, isWhole: false }, leftovers(top)).refused).toHaveLength(1);
  });

  it('takes a volume with all containers that use it, and not without them', () => {
    const volume = { name: 'data', created: '', newest: null, users: ['one', 'two'], bytes: 5000 };
    const containers = [
      container('one', A),
      container('two', A, { mounted: [{ image: B.id, chain: B.chains[1] }] }),
    ];
    const state = stateOf({ images: [A, B], containers, volumes: [volume] });
    const data = { kind: 'volume' as const, id: 'data' };
    const boxes = ['one', 'two'].map((id) => ({ kind: 'container' as const, id }));
    expect(planOf(state, [data, ...boxes.slice(0, 1)]).refused).toMatchObject([
      { label: 'data', why: 'the container "two" uses it' },
    ]);
    expect(kinds(planOf(state, [data, ...boxes]))).toEqual(['container one', 'container two', 'volume data']);
    expect(planOf(state, [data, ...boxes]).bytes).toBe(5000 + 2 * 123);
    expect(planOf(state, ids(B)).refused[0]?.why).toBe('the container "two" has it mounted');
    expect(choicesIn(state).find(({ kind }) => kind === 'volume')).toMatchObject({
      unused: false,
      unique: 5000,
    });
    expect(treeOf(state).bytes - treeOf({ ...state, volumes: [] }).bytes).toBe(5000);
  });

  it('takes the log of a removed container, and not a container that has its id still', () => {
    const log = { id: 'box', name: 'gone', created: '', removed: '2026-01-01T00:00:00Z', bytes: 700 };
    const state = stateOf({ images: [A], containers: [container('box', A)], removedLogs: [log] });
    const choice = choicesIn(state).find(({ kind }) => kind === 'removed-log');
    expect(choice).toMatchObject({
      label: 'gone',
      unique: 700,
      unused: true,
      blocked: null,
      removed: log.removed,
    });
    const plan = planOf(state, [{ kind: 'removed-log', id: 'box' }]);
    expect(plan).toMatchObject({ bytes: 700, refused: [] });
    expect(kinds(plan)).toEqual(['removed-log gone']);
    expect(kinds(planOf(state, [{ kind: 'container', id: 'box' }]))).toEqual(['container box']);
    const group = treeOf(state).children.find(({ id }) => id === 'removed-logs');
    expect(group).toMatchObject({ bytes: 700, children: [{ kind: 'log', label: 'gone' }] });
  });

  it('refuses what is not there, and counts nothing twice', () => {
    const state = stateOf({ images: [A] });
    expect(
      planOf(state, [
        { kind: 'container', id: 'no' },
        { kind: 'volume', id: 'no' },
        { kind: 'removed-log', id: 'no' },
      ]).refused,
    ).toHaveLength(3);
    expect(planOf(state, ids(A, A)).bytes).toBe(planOf(state, ids(A)).bytes);
  });

  it('says how it differs from an older one', () => {
    const old = planOf(stateOf({ images: [A, B] }), ids(A));
    expect(changesSince(old, planOf(stateOf({ images: [A, B] }), ids(A)))).toEqual([]);
    expect(
      changesSince(old, planOf(stateOf({ images: [A] }), ids(A))).map(({ kind, what }) => `${what} ${kind}`),
    ).toEqual(['new layer', 'new blob']);
    const used = planOf(stateOf({ images: [A, B], containers: [container('box', A)] }), ids(A));
    expect(changesSince(old, used).every(({ what }) => what === 'gone')).toBe(true);
  });
});

describe('any state', () => {
  const letters = fc.string({ unit: fc.constantFrom('x', 'y', 'z'), minLength: 0, maxLength: 3 });
  const images = fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), letters, fc.boolean()), {
      selector: ([name]) => name,
    })
    .map((some) =>
      some.map(([name, layers, isHeld]) => image(name, layers, { isHeld: isHeld && name === 'd' })),
    );
  const states = fc
    .tuple(images, images, fc.array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 3 }), fc.nat(3))
    .map(([some, gone, boxes, logs]) => {
      const full = stateOf({ images: [...some, ...gone] });
      const containers = boxes.flatMap(([at, isLive], index) => {
        const of = some[at] ?? gone[0];
        return of === undefined ? [] : [container(`box${index}`, of, { isLive })];
      });
      // The removal of a container may have been cut off when its log was kept already.
      const removedLogs = ['box0', 'gone0', 'gone1'].slice(0, logs).map((id) => ({
        id,
        name: id,
        created: '',
        removed: '',
        bytes: 50,
      }));
      return { ...full, images: some, containers, removedLogs, records: 7 };
    });
  const picks = fc.array(fc.nat(20), { maxLength: 6 });
  const chosen = (state: DiskState, numbers: readonly number[]) =>
    numbers.flatMap((number) => {
      const choice = choicesIn(state)[number];
      return choice === undefined ? [] : [{ kind: choice.kind, id: choice.id }];
    });

  it('is in its tree to the byte', () => {
    fc.assert(
      fc.property(states, (state) => {
        const sum = (bytes: Iterable<number>) => [...bytes].reduce((total, one) => total + one, 0);
        const all = sum([...state.chains.values()].map(({ bytes }) => bytes)) + sum(state.blobs.values());
        const own = state.containers.length * 123 + state.removedLogs.length * 50;
        expect(treeOf(state).bytes).toBe(all + own + 7);
      }),
    );
  });

  it('loses by a plan exactly what it says, nothing that is needed, and gets no new leftovers', () => {
    fc.assert(
      fc.property(states, picks, (state, numbers) => {
        const choose = chosen(state, numbers);
        const plan = planOf(state, choose);
        const gone = new Set(plan.deletions.map(({ id }) => id));
        const goes = (kind: string, id: string) =>
          plan.deletions.some((one) => one.kind === kind && one.id === id);
        const after: DiskState = {
          ...state,
          images: state.images.filter(({ id }) => !gone.has(id)),
          containers: state.containers.filter(({ id }) => !goes('container', id)),
          removedLogs: state.removedLogs.filter(({ id }) => !goes('removed-log', id)),
          chains: new Map([...state.chains].filter(([id]) => !gone.has(id))),
          blobs: new Map([...state.blobs].filter(([id]) => !gone.has(id))),
        };
        expect(treeOf(state).bytes - treeOf(after).bytes).toBe(plan.bytes);
        for (const one of after.images) {
          expect([...one.chains].every((chain) => after.chains.has(chain))).toBe(true);
          expect([...one.blobs].every((blob) => after.blobs.has(blob))).toBe(true);
        }
        for (const { chain } of after.containers) {
          expect(chainsDown(after, chain)).toEqual(chainsDown(state, chain));
        }
        for (const { parent } of after.chains.values())
          expect(parent === undefined || after.chains.has(parent)).toBe(true);
        const before = unneededParts(state);
        const now = unneededParts(after);
        const leftBefore = new Set([...before.chains, ...before.blobs]);
        const isNew = (part: Digest) => !leftBefore.has(part);
        // A layer under somebody else's leftover has to stay as one.
        const propping = new Set([...after.chains.values()].map(({ parent }) => parent));
        expect([...now.chains, ...now.blobs].filter((part) => isNew(part) && !propping.has(part))).toEqual(
          [],
        );
        expect(planOf(state, choose)).toEqual(plan);
      }),
      { numRuns: 200 },
    );
  });

  it('tells of each choice what it frees alone', () => {
    fc.assert(
      fc.property(states, (state) => {
        for (const { kind, id, unique, blocked } of choicesIn(state)) {
          if (blocked !== null || kind !== 'image' || unneededParts(state).chains.length > 0) continue;
          expect(planOf(state, [{ kind, id }]).bytes).toBe(unique);
        }
      }),
    );
  });
});
