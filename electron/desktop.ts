import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type DesktopApi, desktopApi } from './desktop-api/desktop-api.ts';
import type { About } from './desktop-api/types.ts';
import type { Host } from './hosts/host.ts';
import { localHost } from './hosts/local.ts';
import { remoteHost } from './hosts/remote.ts';
import { openProjects } from './known-projects.ts';
import type { Layout } from './layout.ts';
import type { DesktopOptions } from './options.ts';
import { openRegistries } from './registries.ts';
import { openSettings, type SettingsStore } from './settings.ts';

/** A desktop without a window: what both shells put theirs on. */
export interface Desktop {
  readonly api: DesktopApi;
  readonly host: Host;
  readonly settings: SettingsStore;
  /** Leaves the engine as the settings say. Containers go on in any case. */
  close(): Promise<void>;
}

/** Puts host, settings and API together; the engine is looked for once `host.start` is called. `log` takes lines for a person. */
export async function openDesktop(
  options: DesktopOptions,
  layout: Layout,
  shell: About['shell'],
  log: (line: string) => void,
  chooseFolder?: () => Promise<string | undefined>,
): Promise<Desktop> {
  const settings = await openSettings(options.configDir, log);
  const registries = await openRegistries(options.configDir, log);
  const projects = await openProjects(options.configDir, log);
  const host = options.isRemote ? remoteHost(options.socket) : localHost(localOptions(options, layout));
  const { dataRoot, socket } = options;
  const about: About = {
    version: layout.version,
    shell,
    platform: `${process.platform} ${process.arch}`,
    dataRoot: options.isRemote ? '' : dataRoot,
    socket,
  };
  logChanges(host, log);
  return {
    api: desktopApi({ host, settings, registries, projects, about, pageRoot: layout.pageRoot, chooseFolder }),
    host,
    settings,
    close: () => host.close({ stopEngine: settings.get().stopEngineOnQuit }),
  };
}

function logChanges(host: Host, log: (line: string) => void): void {
  let last = '';
  host.subscribe(({ state, detail }) => {
    const line = detail === '' ? `engine ${state}` : `engine ${state}: ${detail}`;
    if (line !== last) log(line);
    last = line;
  });
}

function localOptions({ dataRoot, execRoot, socket, stateDir }: DesktopOptions, { engineScript }: Layout) {
  // Several engines may run on one machine; the socket tells their logs apart.
  const name = createHash('sha256').update(socket).digest('hex').slice(0, 8);
  return {
    script: engineScript,
    dataRoot,
    execRoot,
    socket,
    logFile: join(stateDir, `engine-${name}.log`),
    mayRunEngine: process.getuid?.() === 0,
  };
}
