import type { PlanView, Purpose } from '../../../../electron/desktop-api/compose/types.ts';

/** How a purpose is named on a button, while it is carried out, and afterwards. */
export const PURPOSES: Readonly<
  Record<Purpose, { readonly verb: string; readonly doing: string; readonly done: string }>
> = {
  up: { verb: 'Bring up', doing: 'Bringing up', done: 'is up' },
  down: { verb: 'Bring down', doing: 'Bringing down', done: 'is down' },
  start: { verb: 'Start', doing: 'Starting', done: 'is started' },
  stop: { verb: 'Stop', doing: 'Stopping', done: 'is stopped' },
  restart: { verb: 'Restart', doing: 'Restarting', done: 'is restarted' },
};

export type ActionTone = 'make' | 'change' | 'remove' | 'run';

/** What an action does to what is there. */
export function actionTone(kind: string): ActionTone {
  if (kind.endsWith('-remove') || kind === 'container-stop') return 'remove';
  if (kind.endsWith('-recreate')) return 'change';
  return kind.endsWith('-create') || kind.startsWith('image-') ? 'make' : 'run';
}

/** `container shop-web-1: recreate` as the thing and what is done with it. */
export function actionParts(text: string): { readonly thing: string; readonly act: string } {
  const at = text.lastIndexOf(': ');
  return at < 0 ? { thing: text, act: '' } : { thing: text.slice(0, at), act: text.slice(at + 2) };
}

/** A reason as a sentence begins; what stands in backquotes is a name, and stays as it is. */
export function spoken(reason: string): string {
  if (reason === '' || reason.startsWith('`')) return reason.replaceAll('`', '');
  return `${reason[0]?.toUpperCase() ?? ''}${reason.slice(1).replaceAll('`', '')}`;
}

/** Whether something is lost by it, so that it is asked in red. */
export function isDestructive({ data }: Pick<PlanView, 'data'>): boolean {
  return data.some(({ fate }) => fate === 'removed');
}
