/**
 * The contract between a page and the desktop host, the same in both shells. Pure types: the renderer imports them.
 *
 * Requests: `fetch('/engine/…')` is passed to the engine's socket unchanged (`/engine/containers/json`);
 * `fetch('/desktop/…')` is answered by the host: `GET /desktop/status` → HostStatus, `POST /desktop/engine/start|stop|
 * restart` → HostStatus, `GET /desktop/settings` and `PATCH /desktop/settings` → Settings, `GET /desktop/about` → About,
 * `GET /desktop/registries` → RegistryLogin[], `PUT /desktop/registries` (RegistryCredentials, kept once the registry took
 * them) and `DELETE /desktop/registries?server=` → RegistryLogin[]. To pulls and pushes the host adds `X-Registry-Auth`.
 *
 * Files of this machine: `GET /desktop/files?path=` → LocalFolder (without `path` the person's own folder), `GET
 * /desktop/files/text?path=` → LocalText, `PUT /desktop/files/text` (LocalTextChange) → LocalText, 409 when something else
 * has changed it; `POST /desktop/folder-dialog` → FolderChoice, in Electron only. `POST /desktop/builds` (BuildWish) sends a
 * folder to the engine and answers BuildStarted as soon as the build has a record; it goes on without the page.
 * `GET /desktop/builds/:id` → BuildUpload, 404 for a build that this desktop did not send. `GET /desktop/starter?folder=&kind=
 * &version=&port=&command=` → Starter: nothing is written.
 *
 * Compose projects: `compose/types.ts`.
 *
 * Errors have the body `{"message"}`.
 *
 * Streams: one channel for each window (a WebSocket at `/desktop/stream`, or a MessagePort in Electron) carries many
 * streams. Control messages are JSON text (a string on a MessagePort); data messages are binary: four bytes of stream
 * id (big-endian), then the payload. Ids are chosen by the page and never used twice on one channel.
 *
 * Back-pressure: each direction of each stream starts with a credit of `INITIAL_CREDIT` bytes; data spends it, and the
 * receiver gives it back with `credit` as it consumes. A sender without credit waits.
 */

/** Bytes that may be under way in one direction of one stream before the receiver has consumed any: 1 MiB. */
export type InitialCredit = 1_048_576;

/** What a page asks. */
export type ClientMessage =
  | {
      readonly type: 'open';
      readonly id: number;
      /**
       * `http`: a request whose answer is long-lived (logs, stats, events, pull). `hijack`: an attach or exec start; the
       * host sends `Connection: Upgrade`, and data flows both ways once the engine answered 101 or 200. `status`: the
       * host's own HostStatus, as one JSON line now and one for each change; method and path are ignored.
       */
      readonly kind: 'http' | 'hijack' | 'status';
      readonly method: 'GET' | 'POST';
      /** Begins with `/engine/`. */
      readonly path: string;
      /** JSON text, sent with `Content-Type: application/json`. */
      readonly body?: string;
      /** `X-Registry-Auth` and `X-Registry-Config`; others are not passed on. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The page will send no more data on this stream (half-close: the process reads end of file). */
  | { readonly type: 'end'; readonly id: number }
  /** The page wants nothing more of this stream; the host closes it at the engine. */
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'credit'; readonly id: number; readonly bytes: number };

/** What the host answers. */
export type HostMessage =
  /** The engine's answer has begun. Statuses from 400 are followed by `error` with the engine's message. */
  | {
      readonly type: 'head';
      readonly id: number;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** All data was sent. */
  | { readonly type: 'end'; readonly id: number }
  /** The stream is over because something failed. `status` is the engine's, 0 when the engine was not reached. */
  | { readonly type: 'error'; readonly id: number; readonly status: number; readonly message: string }
  | { readonly type: 'credit'; readonly id: number; readonly bytes: number };

/** Where the engine stands, as the host that supervises it sees it. */
export interface HostStatus {
  readonly host: 'local' | 'remote';
  readonly state: 'starting' | 'running' | 'stopping' | 'stopped' | 'failed';
  /** One sentence for a person: what failed, and what to do. Empty when all is well. */
  readonly detail: string;
  /** The last lines of the engine's log, when it failed. */
  readonly log: readonly string[];
  /** How often it was started again after a crash, since the desktop host runs. */
  readonly restarts: number;
  /** Milliseconds since the epoch of the next try, when it is waiting for one. */
  readonly nextTryAt: number | null;
  readonly socket: string;
  readonly pid: number | null;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** What a person chose; kept by the host across starts. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly terminalFontSize: number;
  /** False: closing the desktop leaves the engine running. */
  readonly stopEngineOnQuit: boolean;
}

/** A registry that the host logs in to. The password stays with the host: no answer holds it. */
export interface RegistryLogin {
  /** The registry's host, with a port where it has one; Docker Hub is `docker.io`. */
  readonly server: string;
  readonly username: string;
}

/** What `PUT /desktop/registries` keeps, in place of a login that the server had before. */
export interface RegistryCredentials extends RegistryLogin {
  readonly password: string;
}

/** A folder of the machine that the desktop runs on. */
export interface LocalFolder {
  /** Absolute, links followed. */
  readonly path: string;
  /** Null for the root. */
  readonly parent: string | null;
  readonly entries: readonly LocalEntry[];
  /** There is more than is listed. */
  readonly truncated: boolean;
}

export interface LocalEntry {
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'other';
}

export interface LocalText {
  readonly path: string;
  readonly text: string;
  /** Names this content, for a write over it. */
  readonly version: string;
}

export interface LocalTextChange {
  readonly path: string;
  readonly text: string;
  /** What the writer began with; null where nothing is to be written over. */
  readonly version: string | null;
}

export interface FolderChoice {
  /** Null when none was chosen. */
  readonly path: string | null;
}

/** A build of a folder of this machine. */
export interface BuildWish {
  /** Absolute. */
  readonly folder: string;
  /** Its path in the folder. */
  readonly dockerfile: string;
  readonly tags: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Empty builds the last stage. */
  readonly target: string;
  /** Empty takes the engine's own. */
  readonly platform: string;
  readonly noCache: boolean;
  readonly pull: boolean;
  /** Files of this machine, absolute, whose content `RUN --mount=type=secret,id=…` gets. */
  readonly secrets: readonly { readonly id: string; readonly file: string }[];
}

export interface BuildStarted {
  readonly id: string;
}

/** How the folder of a build gets to the engine. */
export interface BuildUpload {
  /** `over`: all was sent, or the engine wanted no more. */
  readonly state: 'sending' | 'over' | 'failed';
  /** Bytes by now. */
  readonly sent: number;
  /** Why it could not be sent. */
  readonly error: string | null;
}

/** What a project is written in, as far as a Dockerfile is concerned. */
export type StarterKind = 'node' | 'spa' | 'python' | 'go' | 'java' | 'rust' | 'static';

/** What a person may choose otherwise. */
export interface StarterChoices {
  /** Of the language's base image. */
  readonly version: string;
  /** Digits, or empty for a program that listens nowhere. */
  readonly port: string;
  /** As typed in a shell. */
  readonly command: string;
}

/** An instruction, or a line of an ignore file, and why it stands there; both are empty between two parts. */
export interface StarterLine {
  readonly text: string;
  readonly why: string;
}

export interface StarterFile {
  readonly path: string;
  readonly lines: readonly StarterLine[];
  /** The whole file, with the reasons as comments. */
  readonly text: string;
  /** The version of a file that is there already; null for none. */
  readonly existing: string | null;
}

/** A Dockerfile and a .dockerignore that fit a folder. */
export interface Starter {
  readonly folder: string;
  /** What the folder looks like, best first. */
  readonly found: readonly { readonly kind: StarterKind; readonly because: string }[];
  /** What the files are for; null when nothing was recognised and nothing asked for. */
  readonly kind: StarterKind | null;
  readonly choices: StarterChoices;
  /** The choices that this kind leaves open. */
  readonly choosable: readonly (keyof StarterChoices)[];
  readonly files: readonly StarterFile[];
}

export interface About {
  readonly version: string;
  readonly shell: 'electron' | 'browser';
  readonly platform: string;
  readonly dataRoot: string;
  readonly socket: string;
}

/**
 * What the preload script gives to pages as `window.gantry`; absent in the browser shell. Links to other places need
 * nothing of it: `<a target="_blank">` and `window.open` work in both shells, and the host checks the address.
 */
export interface PageBridge {
  readonly shell: 'electron';
  /**
   * Asks the host for a new stream channel. Its MessagePort arrives as a `message` event of the window whose `data` is
   * a `StreamPortMessage`, as `event.ports[0]`; a reload asks again.
   */
  openStreamPort(): void;
}

export interface StreamPortMessage {
  readonly type: 'gantry:stream-port';
}
