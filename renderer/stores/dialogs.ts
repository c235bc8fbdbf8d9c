import { create } from 'zustand';

interface Dialogs {
  readonly palette: boolean;
  readonly shortcuts: boolean;
  /** The run dialog and the image that it begins with. */
  readonly run: { readonly image?: string } | undefined;
}

export const useDialogs = create<Dialogs>(() => ({ palette: false, shortcuts: false, run: undefined }));

export function openRun(image?: string): void {
  useDialogs.setState({ run: image === undefined ? {} : { image } });
}

export function closeRun(): void {
  useDialogs.setState({ run: undefined });
}
