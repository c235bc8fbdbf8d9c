import { create } from 'zustand';
import { sentence } from '../../bridge/engine-error.ts';
import { toast } from '../../stores/toasts.ts';
import { type LoadProgress, loadImage } from './load-image.ts';

export interface Load extends LoadProgress {
  readonly id: number;
  readonly name: string;
}

let nextId = 1;
const aborts = new Map<number, AbortController>();

/** Files that are being loaded; they go on while other pages are open. */
export const useLoads = create<{ readonly loads: readonly Load[] }>(() => ({ loads: [] }));

export function startLoads(files: Iterable<File>): void {
  for (const file of files) void load(file);
}

export function cancelLoad(id: number): void {
  aborts.get(id)?.abort();
}

async function load(file: File): Promise<void> {
  const id = nextId++;
  const abort = new AbortController();
  aborts.set(id, abort);
  useLoads.setState(({ loads }) => ({
    loads: [...loads, { id, name: file.name, sent: 0, total: file.size, message: '' }],
  }));
  try {
    const loaded = await loadImage(file, (progress) => update(id, progress), abort.signal);
    const names = loaded.length === 0 ? {} : { detail: loaded.join(', ') };
    toast({ tone: 'ok', title: `Loaded ${file.name}`, ...names });
  } catch (error) {
    if (!abort.signal.aborted) {
      toast({ tone: 'bad', title: `${file.name} could not be loaded`, detail: sentence(error) });
    }
  } finally {
    aborts.delete(id);
    useLoads.setState(({ loads }) => ({ loads: loads.filter((entry) => entry.id !== id) }));
  }
}

function update(id: number, progress: LoadProgress): void {
  useLoads.setState(({ loads }) => ({
    loads: loads.map((entry) => (entry.id === id ? { ...entry, ...progress } : entry)),
  }));
}
