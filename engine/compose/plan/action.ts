import type { Difference } from './difference.ts';

/** Why something is done: a sentence, and the field that differs when it is one. */
export interface Reason {
  readonly text: string;
  readonly difference?: Difference;
}

interface Common {
  /** Names it within its plan: `container web-1`. */
  readonly id: string;
  /** The ids of those that have to be done before. */
  readonly after: readonly string[];
  readonly reasons: readonly Reason[];
  /** Only if this turns out so once what comes before is done; else it is skipped. */
  readonly onlyIf?: OnlyIf;
}

/** Either of the two is enough. */
export interface OnlyIf {
  /** The service's image, pulled or built before, is another one than this (an id). */
  readonly imageIsNot?: string;
  /** One of these actions was really done, not skipped. */
  readonly done?: readonly string[];
}

/** A container that is there. */
interface OnContainer extends Common {
  readonly service: string;
  /** Its name in the engine. */
  readonly name: string;
  readonly container: string;
}

/** An anonymous volume that a container hands on to the one that takes its place. */
export interface CarriedVolume {
  readonly name: string;
  readonly target: string;
}

/** One thing that applying a plan does. Nothing is done that is not one of these. */
export type Action =
  | (Common & { readonly kind: 'network-create'; readonly key: string; readonly name: string })
  | (Common & {
      readonly kind: 'network-recreate';
      readonly key: string;
      readonly name: string;
      readonly network: string;
      /** Containers to take out of it first, by id. */
      readonly members: readonly string[];
    })
  | (Common & { readonly kind: 'network-remove'; readonly name: string; readonly network: string })
  | (Common & { readonly kind: 'volume-create'; readonly key: string; readonly name: string })
  | (Common & { readonly kind: 'volume-remove'; readonly name: string })
  | (Common & {
      readonly kind: 'image-pull';
      readonly image: string;
      readonly platform: string | undefined;
      /** For errors. */
      readonly service: string;
      /** An older one is here, so a failure is only a warning. */
      readonly optional: boolean;
    })
  | (Common & { readonly kind: 'image-build'; readonly image: string; readonly service: string })
  | (Common & { readonly kind: 'image-remove'; readonly image: string })
  | (Common & {
      readonly kind: 'container-create';
      readonly service: string;
      readonly number: number;
      readonly name: string;
      /** Started at once; false for `--no-start`. */
      readonly start: boolean;
    })
  | (OnContainer & {
      readonly kind: 'container-recreate';
      readonly number: number;
      /** The name of the one that comes; another than `name` when a tool with other names made the old one. */
      readonly newName: string;
      readonly start: boolean;
      readonly carried: readonly CarriedVolume[];
    })
  | (OnContainer & { readonly kind: 'container-start'; readonly state: string })
  | (OnContainer & { readonly kind: 'container-restart' })
  | (OnContainer & { readonly kind: 'container-stop' })
  | (OnContainer & {
      readonly kind: 'container-remove';
      readonly running: boolean;
      /** Its anonymous volumes go with it. */
      readonly volumes: boolean;
    })
  | (Common & {
      readonly kind: 'wait';
      /** The service that is waited for. */
      readonly service: string;
      readonly condition: 'service_healthy' | 'service_completed_successfully';
      /** Who waits. */
      readonly forServices: readonly string[];
      /** False: when it fails, a warning is told and the rest goes on. */
      readonly required: boolean;
    });

/** An action in words, as a list shows it: `web-1: recreate`. */
export function actionText(action: Action): string {
  switch (action.kind) {
    case 'network-create':
      return `network ${action.name}: create`;
    case 'network-recreate':
      return `network ${action.name}: make anew`;
    case 'network-remove':
      return `network ${action.name}: remove`;
    case 'volume-create':
      return `volume ${action.name}: create`;
    case 'volume-remove':
      return `volume ${action.name}: remove`;
    case 'image-pull':
      return `image ${action.image}: pull`;
    case 'image-build':
      return `image ${action.image}: build`;
    case 'image-remove':
      return `image ${action.image}: remove`;
    case 'container-create':
      return `container ${action.name}: create${action.start ? ' and start' : ''}`;
    case 'container-recreate':
      return `container ${action.name}: recreate${ifText(action.onlyIf)}`;
    case 'container-start':
      return `container ${action.name}: ${action.state === 'paused' ? 'resume' : 'start'}`;
    case 'container-restart':
      return `container ${action.name}: restart${ifText(action.onlyIf)}`;
    case 'container-stop':
      return `container ${action.name}: stop`;
    case 'container-remove':
      return `container ${action.name}: ${action.running ? 'stop and remove' : 'remove'}`;
    case 'wait':
      return action.condition === 'service_healthy'
        ? `service ${action.service}: wait until it is healthy`
        : `service ${action.service}: wait until it has ended well`;
  }
}

function ifText(onlyIf: OnlyIf | undefined): string {
  if (onlyIf === undefined) return '';
  return onlyIf.imageIsNot === undefined ? ' if need be' : ' if its image is another one then';
}
