import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTHING, PullLab, whenAsked } from '../testing/pull-lab.ts';

let lab: PullLab;
beforeEach(async () => {
  lab = await PullLab.open();
});
afterEach(() => lab[Symbol.asyncDispose]());

describe('a pull that is given up', () => {
  it('leaves nothing behind, whatever it was at', async () => {
    lab.registry.trick = whenAsked(lab.layer, (_, response) => {
      response
        .writeHead(200, { 'Content-Length': lab.layerBytes.length })
        .write(lab.layerBytes.subarray(0, 100_000));
      return true;
    });
    const client = new AbortController();
    const pulling = lab.pull(client.signal);
    await expect.poll(() => lab.registry.count('GET', lab.layer)).toBe(1);
    client.abort();
    await expect(pulling).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await lab.kept()).toEqual(NOTHING);
  });

  it('does not end the download for somebody else who wants the same', async () => {
    let sent = 1000;
    let isFast = false;
    lab.registry.trick = whenAsked(lab.layer, (_, response) => {
      response
        .writeHead(200, { 'Content-Length': lab.layerBytes.length })
        .write(lab.layerBytes.subarray(0, sent));
      const drip = setInterval(() => {
        const end = isFast ? lab.layerBytes.length : sent + 1;
        response.write(lab.layerBytes.subarray(sent, end));
        sent = end;
        if (isFast) clearInterval(drip);
      }, 20);
      return true;
    });
    const leaving = new AbortController();
    const first = lab.pull(leaving.signal);
    await expect.poll(() => lab.registry.count('GET', lab.layer)).toBe(1);
    const told: string[] = [];
    const second = lab.pull(undefined, undefined, told);
    await expect.poll(() => told).toContain('Downloading');
    leaving.abort();
    await expect(first).rejects.toMatchObject({ kind: 'cancelled' });
    isFast = true;
    expect(await second).toContain(`Status: Downloaded newer image for ${lab.registry.host}/bad/input:1`);
    expect(lab.registry.count('GET', lab.layer)).toBe(1);
  });
});
