import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { BuildWish } from '../bridge/host-types.ts';

/** A build that was begun in this window. */
export interface StartedBuild {
  readonly id: string;
  readonly wish: BuildWish;
}

const REMEMBERED = 30;

/** The builds begun here, newest first: what one builds once is built again. Arguments are not kept, since they may be secret. */
export const useBuildStarts = create<{ readonly starts: readonly StartedBuild[] }>()(
  persist((): { readonly starts: readonly StartedBuild[] } => ({ starts: [] }), {
    name: 'gantry-build-starts',
  }),
);

export function rememberBuild(id: string, wish: BuildWish): void {
  const kept: StartedBuild = { id, wish: { ...wish, buildArgs: {} } };
  useBuildStarts.setState(({ starts }) => ({ starts: [kept, ...starts].slice(0, REMEMBERED) }));
}
