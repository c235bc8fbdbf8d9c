import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostStatus } from '../desktop-api/types.ts';
import { DesktopError } from '../desktop-error.ts';
import { listeners } from '../listeners.ts';
import { probeEngine, untilGone } from './engine-probe.ts';
import type { Host } from './host.ts';
import { backOff } from './local-state.ts';

/** The socket path of a host URL. Throws a sentence for anything but `unix:///absolute/path`. */
export function socketOfHostUrl(url: string): string {
  const path = /^unix:\/\/(\/.+)$/.exec(url)?.[1];
  if (path !== undefined) return path;
  throw new DesktopError(
    400,
    `"${url}" is no host that Gantry can reach; give one like unix:///var/run/docker.sock.`,
  );
}

/** Any Docker-compatible engine on a socket of this machine: watched and reached, never started or stopped. */
export function remoteHost(socket: string): Host {
  const changes = listeners<HostStatus>();
  const dial = () => connect(socket);
  const over = new AbortController();
  let failures = 0;
  let watching: Promise<void> | undefined;
  let retryNow = new AbortController();
  let status: HostStatus = {
    host: 'remote',
    state: 'stopped',
    detail: '',
    log: [],
    restarts: 0,
    nextTryAt: null,
    socket,
    pid: null,
    since: Date.now(),
  };

  function become(change: Pick<HostStatus, 'state' | 'detail' | 'nextTryAt'>): void {
    status = { ...status, ...change, since: Date.now() };
    changes.tell(status);
  }

  async function watch(): Promise<void> {
    while (!over.signal.aborted) {
      const found = await probeEngine(dial);
      if (over.signal.aborted) return;
      if (found.kind === 'absent') {
        failures += 1;
        await waitForRetry(
          `No engine answers on ${socket} (${found.reason}); start it, or choose another host.`,
        );
      } else {
        failures = 0;
        become({ state: 'running', detail: '', nextTryAt: null });
        await untilGone(dial, over.signal);
      }
    }
  }

  async function waitForRetry(detail: string): Promise<void> {
    const delay = backOff(failures);
    retryNow = new AbortController();
    become({ state: 'failed', detail, nextTryAt: Date.now() + delay });
    await sleep(delay, undefined, { signal: AbortSignal.any([over.signal, retryNow.signal]) }).catch(
      () => undefined,
    );
  }

  return {
    status: () => status,
    subscribe: changes.add,
    connect: dial,
    start() {
      if (status.state === 'running') return Promise.resolve(status);
      become({ state: 'starting', detail: '', nextTryAt: null });
      const settled = new Promise<HostStatus>((resolve) => {
        const leave = changes.add((now) => {
          leave();
          resolve(now);
        });
      });
      retryNow.abort();
      watching ??= watch();
      return settled;
    },
    stop: () =>
      Promise.reject(
        new DesktopError(409, `The engine on ${socket} is not Gantry's to stop; stop it where it runs.`),
      ),
    close() {
      over.abort();
      return Promise.resolve();
    },
  };
}
