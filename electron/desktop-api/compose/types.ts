/**
 * What pages and the desktop host say of Compose projects. Pure types: the renderer imports them.
 *
 * `GET /desktop/compose/projects` → KnownProject[]; `POST` (ProjectSource) opens one → ProjectView; `DELETE …/:name` forgets it,
 * and touches nothing else. `GET …/:name` → ProjectView, also for projects of other tools whose labels name files of this
 * machine. `POST /desktop/compose/check` (ProjectDraft) → ProjectView of files that are not saved yet. `POST …/:name/plan`
 * (PlanWish) → PlanView; `POST …/:name/apply` (the plan's id) → ApplyStarted, 409 when the world has changed since; it goes on
 * without the page. `GET /desktop/compose/applies/:id` → ApplyView; `POST …/:id/cancel` begins nothing more. `GET
 * /desktop/compose/schema` → the JSON Schema of Compose files.
 *
 * What is wrong with a file is answered as 422 with a ProjectFault.
 */

/** A project that was opened in this desktop. */
export interface KnownProject {
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
  /** Absolute, in the order of merging. */
  readonly files: readonly string[];
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
}

/** What to open: a Compose file, or a folder that has one under a default name. */
export interface ProjectSource {
  /** Absolute. */
  readonly path: string;
}

/** Files of a project as somebody edits them; the rest is read from the disk. */
export interface ProjectDraft {
  readonly name: string;
  /** By absolute path. */
  readonly texts: Readonly<Record<string, string>>;
}

/** `line` and `column` count from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Why a project cannot be loaded: an error's body. */
export interface ProjectFault {
  /** All of it, with the places. */
  readonly message: string;
  /** In the order of the files; never empty. */
  readonly problems: readonly ProjectProblem[];
}

export interface ProjectProblem {
  /** Without the place, fit to stand beside the line. */
  readonly message: string;
  readonly place: FilePlace;
}

/** A project as its files say it. */
export interface ProjectView {
  readonly name: string;
  readonly directory: string;
  /** The main files. */
  readonly files: readonly string[];
  /** Every file that was read, the main ones too. */
  readonly sources: readonly string[];
  /** Every profile that a service names. */
  readonly profiles: readonly string[];
  readonly services: readonly ServiceView[];
  readonly networks: readonly ResourceView[];
  readonly volumes: readonly ResourceView[];
  /** The whole of it in long form, as YAML. */
  readonly rendered: string;
  /** What is strange in it and no error. */
  readonly warnings: readonly ProjectProblem[];
}

export interface ServiceView {
  readonly name: string;
  /** False: only with one of its profiles. */
  readonly active: boolean;
  readonly profiles: readonly string[];
  /** Empty for one that is only built. */
  readonly image: string;
  readonly isBuilt: boolean;
  /** How many containers the file wants. */
  readonly scale: number;
  readonly hasHealthCheck: boolean;
  readonly ports: readonly string[];
  readonly dependsOn: readonly DependencyView[];
  readonly place: FilePlace | null;
}

export interface DependencyView {
  readonly service: string;
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully';
  readonly required: boolean;
}

export interface ResourceView {
  /** The key in the file. */
  readonly key: string;
  /** The name in the engine. */
  readonly name: string;
  readonly external: boolean;
}

export type Purpose = 'up' | 'down' | 'start' | 'stop' | 'restart';

/** What somebody wants to be done with a project. */
export interface PlanWish {
  readonly purpose: Purpose;
  /** Only these; none means all. */
  readonly services: readonly string[];
  /** How many containers services are to have, before what the file says. */
  readonly scale: Readonly<Record<string, number>>;
  readonly profiles: readonly string[];
  readonly removeOrphans: boolean;
  /** For `up`: containers that are as they should be are made anew, too. */
  readonly forceRecreate: boolean;
  /** For `up`: images are built first. */
  readonly build: boolean;
  /** For `up`: newer images are pulled first. */
  readonly pull: boolean;
  /** For `down`: named volumes go, too. */
  readonly volumes: boolean;
  /** For `down`: images that were built for the project go, too. */
  readonly images: boolean;
}

export interface PlanView {
  readonly id: string;
  readonly purpose: Purpose;
  readonly actions: readonly PlanAction[];
  readonly stays: readonly PlanStay[];
  readonly orphans: readonly PlanOrphan[];
  readonly data: readonly PlanData[];
  readonly warnings: readonly string[];
}

export interface PlanAction {
  /** Names it within its plan. */
  readonly id: string;
  readonly kind: string;
  /** `container shop-web-1: recreate`. */
  readonly text: string;
  /** Null for what belongs to no single service. */
  readonly service: string | null;
  /** Sentences. */
  readonly reasons: readonly string[];
  readonly after: readonly string[];
}

export interface PlanStay {
  readonly service: string;
  readonly name: string;
}

export interface PlanOrphan {
  readonly service: string;
  readonly name: string;
  readonly running: boolean;
  readonly removed: boolean;
}

export interface PlanData {
  readonly volume: string;
  readonly anonymous: boolean;
  readonly fate: 'kept' | 'left' | 'removed';
  readonly text: string;
}

export interface ApplyStarted {
  readonly id: string;
}

/** How the carrying out of a plan goes. */
export interface ApplyView {
  readonly project: string;
  readonly purpose: Purpose;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** In the order of the plan. */
  readonly actions: readonly AppliedAction[];
  readonly warnings: readonly string[];
  /** Where it stopped and why. */
  readonly error: string | null;
}

export interface AppliedAction {
  readonly id: string;
  readonly text: string;
  readonly service: string | null;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  /** The newest word of it: what is pulled, what a build says, why it failed. */
  readonly note: string;
}
