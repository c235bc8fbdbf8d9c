import { statfs } from 'node:fs/promises';
import type { DiskBackend } from '../api/backends/disk.ts';
import type { DiskReport } from '../api/types/disk.ts';
import { fault } from '../base/errors.ts';
import { KeyedMutex } from '../base/mutex.ts';
import { carryOut, changesSince, type Removers } from './apply.ts';
import { choicesIn } from './choices.ts';
import { type Premises, Scales } from './measure.ts';
import { planOf } from './plan.ts';
import { treeOf } from './treemap.ts';

/** The reclaim planner over a data root. One plan is carried out at a time. */
export function openReclaim(parts: Premises & Removers): DiskBackend {
  const scales = new Scales(parts);
  const mutex = new KeyedMutex();
  return {
    report: async () => {
      const state = await scales.state();
      const tree = treeOf(state);
      return {
        measure: 'allocated',
        root: parts.root,
        fileSystem: await fileSystemOf(parts.root),
        bytes: tree.bytes,
        tree,
        choices: choicesIn(state),
      };
    },

    plan: async ({ choose }) => planOf(await scales.state(), choose),

    apply: (plan) =>
      mutex.run('apply', async () => {
        const now = planOf(await scales.state(), plan.choose);
        const changed = changesSince(plan, now);
        if (changed.length > 0) return { kind: 'changed', changed };
        if (now.id !== plan.id)
          throw fault('invalid', 'this is not a plan that the engine made; ask for a new one');
        const before = await fileSystemOf(parts.root);
        const deletions = await carryOut(now, parts, () => scales.state());
        const after = await fileSystemOf(parts.root);
        const freed = deletions.reduce((sum, one) => sum + one.freed, 0);
        return { kind: 'applied', applied: { deletions, freed, fileSystemGained: after.free - before.free } };
      }),
  };
}

async function fileSystemOf(root: string): Promise<DiskReport['fileSystem']> {
  const { bsize, blocks, bfree, bavail } = await statfs(root);
  return { size: blocks * bsize, free: bfree * bsize, available: bavail * bsize };
}
