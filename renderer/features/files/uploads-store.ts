import type { QueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { EngineError, sentence } from '../../bridge/engine-error.ts';
import { makeStale } from '../../bridge/make-stale.ts';
import { errorMessage } from '../../bridge/request.ts';
import { toast } from '../../stores/toasts.ts';
import { counted } from '../../ui/counted.ts';
import { joinPath } from './path-text.ts';
import { addressOf, type Place } from './place.ts';
import { keyOf } from './queries.ts';

/** A file on its way, by its name below the folder that it is brought to. */
export interface Brought {
  readonly name: string;
  readonly file: File;
}

/** One drop, or one choice of files. */
export interface Upload {
  readonly id: number;
  readonly place: Place;
  readonly folder: string;
  readonly files: number;
  readonly done: number;
  readonly current: string;
  readonly sent: number;
  readonly total: number;
}

let nextId = 1;
const aborts = new Map<number, AbortController>();

/** Uploads go on while other pages are open. */
export const useUploads = create<{ readonly uploads: readonly Upload[] }>(() => ({ uploads: [] }));

export function cancelUpload(id: number): void {
  aborts.get(id)?.abort();
}

/** Brings files into a folder, one after the other; folders on the way are made. */
export async function startUpload(
  client: QueryClient,
  place: Place,
  folder: string,
  brought: readonly Brought[],
): Promise<void> {
  if (brought.length === 0) return;
  const id = nextId++;
  const abort = new AbortController();
  aborts.set(id, abort);
  const total = brought.reduce((sum, { file }) => sum + file.size, 0);
  const start: Upload = {
    id,
    place,
    folder,
    files: brought.length,
    done: 0,
    current: brought[0]?.name ?? '',
    sent: 0,
    total,
  };
  useUploads.setState(({ uploads }) => ({ uploads: [...uploads, start] }));
  const tell = (change: Partial<Upload>) =>
    useUploads.setState(({ uploads }) => ({
      uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)),
    }));
  let before = 0;
  try {
    for (const [index, { name, file }] of brought.entries()) {
      tell({ current: name, done: index });
      const sentBefore = before;
      await send(
        place,
        joinPath(folder, name),
        file,
        (sent) => tell({ sent: sentBefore + sent }),
        abort.signal,
      );
      before += file.size;
    }
    const [only] = brought;
    const what = brought.length === 1 && only !== undefined ? only.name : counted(brought.length, 'file');
    toast({ tone: 'ok', title: `Uploaded ${what}` });
  } catch (error) {
    if (!abort.signal.aborted) toast({ tone: 'bad', title: 'The upload failed', detail: sentence(error) });
  } finally {
    aborts.delete(id);
    useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.id !== id) }));
    makeStale(client, { queryKey: keyOf(place) });
  }
}

/** XMLHttpRequest, because fetch does not tell how much of a body was sent. */
function send(
  place: Place,
  path: string,
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', addressOf(place, '/content', { path, parents: true }));
    xhr.setRequestHeader('content-type', 'application/octet-stream');
    xhr.upload.onprogress = ({ loaded }) => onSent(loaded);
    xhr.onload = () =>
      xhr.status < 400 ? resolve() : reject(new EngineError(xhr.status, errorMessage(xhr.responseText, xhr)));
    xhr.onerror = () => reject(new EngineError(0, 'The connection was lost while the file was being sent.'));
    xhr.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    signal.addEventListener('abort', () => xhr.abort(), { once: true });
    xhr.send(file);
  });
}
