import { readFile, stat } from 'node:fs/promises';
import { FALLBACK_SERVERS, FALLBACK_SERVERS_V6, parseResolvConf } from './resolv-conf.ts';

const LOOK_EVERY_MS = 1000;

/** The servers that the host itself asks. Its resolv.conf is read anew when it has changed, looked at once a second. */
export class HostResolvers {
  readonly #path: string;
  #servers: Promise<readonly string[]> | undefined;
  #version = '';
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(path = '/etc/resolv.conf') {
    this.#path = path;
  }

  /** In the order of the file; Docker's fallback servers when it names none. */
  async servers(): Promise<readonly string[]> {
    const now = performance.now();
    if (this.#servers === undefined || now - this.#lookedAt > LOOK_EVERY_MS) {
      this.#lookedAt = now;
      const version = await this.#versionNow();
      if (this.#servers === undefined || version !== this.#version) {
        this.#version = version;
        this.#servers = this.#read();
      }
    }
    return await this.#servers;
  }

  async #versionNow(): Promise<string> {
    const found = await stat(this.#path, { bigint: true }).catch(() => undefined);
    return found === undefined ? 'none' : `${found.ino} ${found.mtimeNs} ${found.size}`;
  }

  async #read(): Promise<readonly string[]> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    const { nameservers } = parseResolvConf(text);
    return nameservers.length > 0 ? nameservers : [...FALLBACK_SERVERS, ...FALLBACK_SERVERS_V6];
  }
}
