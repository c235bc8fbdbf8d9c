import { sentence } from '../../bridge/engine-error.ts';
import { askRemoval } from '../../stores/removal.ts';
import { toast } from '../../stores/toasts.ts';
import { exactTime } from '../../ui/relative-time.ts';
import { BUILD_LOOKS } from './build-look.ts';
import type { BuildView } from './build-view.ts';

/** Asks, naming every record that goes. */
export function askBuildRemoval(
  builds: readonly BuildView[],
  remove: (id: string) => Promise<unknown>,
  onRemoved?: () => void,
): void {
  const [first] = builds;
  if (first === undefined) return;
  const single = builds.length === 1;
  askRemoval({
    title: single ? `Remove the record of ${first.name}?` : `Remove the records of ${builds.length} builds?`,
    items: builds.map(({ name, state, started }) => ({
      name,
      detail: `${BUILD_LOOKS[state].label}, ${exactTime(started)}`,
    })),
    note: 'Steps, reasons and output go. Images and the build cache stay.',
    action: 'Remove',
    onConfirm: async () => {
      const results = await Promise.allSettled(builds.map(({ id }) => remove(id)));
      results.forEach((result, index) => {
        if (result.status === 'fulfilled') return;
        const title = `${builds[index]?.name ?? 'The build'} could not be removed`;
        toast({ tone: 'bad', title, detail: sentence(result.reason) });
      });
      if (results.every(({ status }) => status === 'fulfilled')) onRemoved?.();
    },
  });
}
