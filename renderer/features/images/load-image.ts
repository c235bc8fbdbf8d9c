import { EngineError } from '../../bridge/engine-error.ts';
import { JsonLines } from '../../bridge/json-lines.ts';
import { errorMessage } from '../../bridge/request.ts';

interface LoadMessage {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
}

export interface LoadProgress {
  readonly sent: number;
  readonly total: number;
  /** The engine's last words. */
  readonly message: string;
}

/** XMLHttpRequest, because fetch does not tell how much of a body was sent. */
export function loadImage(
  file: File,
  onProgress: (progress: LoadProgress) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const lines = new JsonLines<LoadMessage>();
    const loaded: string[] = [];
    let failure: string | undefined;
    let read = 0;
    let progress: LoadProgress = { sent: 0, total: file.size, message: '' };
    const tell = (change: Partial<LoadProgress>) => {
      progress = { ...progress, ...change };
      onProgress(progress);
    };
    const take = (messages: readonly LoadMessage[]) => {
      for (const { stream, status, error } of messages) {
        failure ??= error;
        const text = (stream ?? status ?? '').trim();
        const reference = /^Loaded image(?: ID)?: (.+)$/.exec(text)?.[1];
        if (reference !== undefined) loaded.push(reference);
        if (text !== '') tell({ message: text });
      }
    };
    xhr.open('POST', '/engine/images/load');
    xhr.setRequestHeader('content-type', 'application/x-tar');
    xhr.upload.onprogress = ({ loaded: sent }) => tell({ sent });
    xhr.onprogress = () => {
      take(lines.pushText(xhr.responseText.slice(read)));
      read = xhr.responseText.length;
    };
    xhr.onload = () => {
      if (xhr.status >= 400) {
        return reject(new EngineError(xhr.status, errorMessage(xhr.responseText, xhr)));
      }
      take(lines.pushText(xhr.responseText.slice(read)));
      take(lines.finish());
      if (failure === undefined) resolve(loaded);
      else reject(new EngineError(500, failure));
    };
    xhr.onerror = () => reject(new EngineError(0, 'The connection was lost while the file was being sent.'));
    xhr.onabort = () => reject(new DOMException('The load was cancelled.', 'AbortError'));
    signal.addEventListener('abort', () => xhr.abort(), { once: true });
    xhr.send(file);
  });
}
