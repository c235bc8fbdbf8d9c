import { EngineError } from '../../bridge/engine-error.ts';
import { JsonLines } from '../../bridge/json-lines.ts';
import { errorMessage } from '../../bridge/request.ts';
import type { TaskMessage } from './task-message.ts';

interface Listeners {
  readonly onMessage: (message: TaskMessage) => void;
  readonly onSent: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** XMLHttpRequest, because fetch does not tell how much of a body was sent. Rejects with the engine's error. */
export function sendArchive(
  path: string,
  file: File,
  { onMessage, onSent, signal }: Listeners,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const lines = new JsonLines<TaskMessage>();
    let read = 0;
    const take = () => {
      const fresh = xhr.responseText.slice(read);
      read = xhr.responseText.length;
      try {
        lines.pushText(fresh).forEach(onMessage);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    xhr.open('POST', path);
    xhr.setRequestHeader('content-type', 'application/x-tar');
    xhr.upload.onprogress = ({ loaded }) => onSent(loaded);
    xhr.onprogress = () => {
      if (xhr.status < 400) take();
    };
    xhr.onload = () => {
      if (xhr.status >= 400) {
        return reject(new EngineError(xhr.status, errorMessage(xhr.responseText, xhr)));
      }
      take();
      resolve();
    };
    xhr.onerror = () => reject(new EngineError(0, 'The connection was lost while the file was being sent.'));
    xhr.onabort = () => reject(new DOMException('The import was cancelled.', 'AbortError'));
    signal.addEventListener('abort', () => xhr.abort(), { once: true });
    xhr.send(file);
  });
}
