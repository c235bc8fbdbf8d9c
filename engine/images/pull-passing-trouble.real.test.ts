import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PullLab, whenAsked } from '../testing/pull-lab.ts';
import { refuse, sendFrom, type Trick } from '../testing/test-registry.ts';

let lab: PullLab;
beforeEach(async () => {
  lab = await PullLab.open();
});
afterEach(() => lab[Symbol.asyncDispose]());

/** Each: trouble that passes. */
const PASSING: readonly (readonly [what: string, trick: () => Trick])[] = [
  ['500 once', () => whenAsked('/blobs/', (_, response) => (response.writeHead(500).end(), true), 1)],
  [
    '429 with Retry-After',
    () =>
      whenAsked(
        '/manifests/',
        (_, response) => {
          refuse(response, 429, 'TOOMANYREQUESTS', 'slow down', { 'Retry-After': '1' });
          return true;
        },
        1,
      ),
  ],
  [
    'a connection that breaks half way',
    () =>
      whenAsked(
        lab.layer,
        (_, response) => {
          response.writeHead(200, { 'Content-Length': lab.layerBytes.length });
          response.write(lab.layerBytes.subarray(0, 100_000), () => response.destroy());
          return true;
        },
        1,
      ),
  ],
  [
    'a stall half way',
    () =>
      whenAsked(
        lab.layer,
        (_, response) => {
          response
            .writeHead(200, { 'Content-Length': lab.layerBytes.length })
            .write(lab.layerBytes.subarray(0, 100_000));
          return true;
        },
        1,
      ),
  ],
];

describe('a pull that meets', () => {
  it.each(PASSING)('%s goes on', async (_, trick) => {
    lab.registry.trick = trick();
    expect(await lab.pull()).toContain(`Status: Downloaded newer image for ${lab.registry.host}/bad/input:1`);
    expect((await lab.kept()).incoming).toEqual([]);
  });

  it.each(PASSING.slice(2))('%s asks for the rest only', async (_, trick) => {
    lab.registry.trick = trick();
    await lab.pull();
    const ranges = lab.registry.asked
      .filter(({ path }) => path.includes(lab.layer))
      .map(({ headers }) => headers.range);
    expect(ranges[0]).toBeUndefined();
    expect(ranges.at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('a registry that ignores Range gets through a break', async () => {
    let times = 0;
    lab.registry.trick = whenAsked(lab.layer, (_, response) => {
      if (times++ > 0) return (sendFrom(response, lab.layerBytes, 0), true);
      response.writeHead(200, { 'Content-Length': lab.layerBytes.length });
      response.write(lab.layerBytes.subarray(0, 100_000), () => response.destroy());
      return true;
    });
    await lab.pull();
    expect((await lab.kept()).blobs).toHaveLength(4);
  });

  it('a registry that begins elsewhere than asked gets through a break', async () => {
    let times = 0;
    lab.registry.trick = whenAsked(lab.layer, ({ headers }, response) => {
      if (times++ > 0) return (sendFrom(response, lab.layerBytes, headers.range === undefined ? 0 : 7), true);
      response.writeHead(200, { 'Content-Length': lab.layerBytes.length });
      response.write(lab.layerBytes.subarray(0, 100_000), () => response.destroy());
      return true;
    });
    await lab.pull();
    expect((await lab.kept()).blobs).toHaveLength(4);
  });
});
