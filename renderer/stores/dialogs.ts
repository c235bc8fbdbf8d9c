import { create } from 'zustand';
import type { BuildWish } from '../bridge/host-types.ts';

/** What a build is to be made of, as far as it is known. */
export interface BuildStart {
  readonly folder?: string;
  readonly dockerfile?: string;
  /** An earlier build, of which all options are taken. */
  readonly wish?: BuildWish;
}

interface Dialogs {
  readonly palette: boolean;
  readonly shortcuts: boolean;
  /** The run dialog and the image that it begins with. */
  readonly run: { readonly image?: string } | undefined;
  /** The container that is edited. */
  readonly edit: string | undefined;
  /** The container that is shown as a docker command. */
  readonly command: string | undefined;
  /** The pull dialog, and the pull that it shows when one runs already. */
  readonly pull: { readonly transfer?: number } | undefined;
  /** The dialog that makes a network. */
  readonly network: boolean;
  /** The dialog that begins a build, and what it begins with. */
  readonly build: BuildStart | undefined;
  readonly push: { readonly reference: string; readonly transfer?: number } | undefined;
}

export const useDialogs = create<Dialogs>(() => ({
  palette: false,
  shortcuts: false,
  run: undefined,
  edit: undefined,
  command: undefined,
  pull: undefined,
  push: undefined,
  network: false,
  build: undefined,
}));

export function openRun(image?: string): void {
  useDialogs.setState({ run: image === undefined ? {} : { image } });
}

export function closeRun(): void {
  useDialogs.setState({ run: undefined });
}

export function openEdit(id: string): void {
  useDialogs.setState({ edit: id });
}

export function closeEdit(): void {
  useDialogs.setState({ edit: undefined });
}

export function openCommand(id: string): void {
  useDialogs.setState({ command: id });
}

export function closeCommand(): void {
  useDialogs.setState({ command: undefined });
}

export function openPull(): void {
  useDialogs.setState({ pull: {} });
}

export function openPush(reference: string): void {
  useDialogs.setState({ push: { reference } });
}

export function openCreateNetwork(): void {
  useDialogs.setState({ network: true });
}

export function closeCreateNetwork(): void {
  useDialogs.setState({ network: false });
}

export function openBuild(start: BuildStart = {}): void {
  useDialogs.setState({ build: start });
}

export function closeBuild(): void {
  useDialogs.setState({ build: undefined });
}

/** Looks again at a pull or push that went to the background. */
export function showTransfer(kind: 'pull' | 'push', reference: string, transfer: number): void {
  useDialogs.setState(kind === 'pull' ? { pull: { transfer } } : { push: { reference, transfer } });
}

export function closeTransfers(): void {
  useDialogs.setState({ pull: undefined, push: undefined });
}
