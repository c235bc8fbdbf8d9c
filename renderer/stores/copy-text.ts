import { toast } from './toasts.ts';

/** Puts text on the clipboard and says so, or says that it could not. */
export function copyText(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast({ tone: 'ok', title: `${what} copied` }),
    () => toast({ tone: 'bad', title: `${what} could not be copied`, detail: 'The clipboard was refused.' }),
  );
}
