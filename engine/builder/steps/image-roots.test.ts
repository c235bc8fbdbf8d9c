import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { digestOfHex } from '../../base/digest.ts';
import type { LayerStore } from '../../layers/layer-store.ts';
import { ImageRoots } from './image-roots.ts';

it('a root that cannot be given back keeps none of the others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-test-'));
  try {
    const left = new Set<string>();
    const layers = {
      createWritable: async (id: string) => void left.add(id),
      mountOf: () => Promise.reject(new Error('no mount')),
      removeWritable: async (id: string) => {
        if (left.size === 3) {
          left.delete('stuck');
          throw new Error('stuck');
        }
        left.delete(id);
      },
    } as unknown as LayerStore;
    const roots = new ImageRoots(layers, folder);
    for (const digit of ['a', 'b'])
      await expect(roots.of(digestOfHex(digit.repeat(64)))).rejects.toThrow('no mount');
    left.add('stuck');
    await expect(roots.close()).rejects.toThrow('stuck');
    expect(left.size).toBe(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
