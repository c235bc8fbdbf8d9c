import type { PublishedPort } from '../firewall/state.ts';
import { addressesMeet } from './host-address.ts';

/** Which ports of the host this engine's containers have; a value's memory, no more. */
export class Claims {
  readonly #byContainer = new Map<string, readonly PublishedPort[]>();

  set(container: string, published: readonly PublishedPort[]): void {
    if (published.length > 0) this.#byContainer.set(container, published);
  }

  of(container: string): readonly PublishedPort[] {
    return this.#byContainer.get(container) ?? [];
  }

  /** What the container had. */
  delete(container: string): readonly PublishedPort[] {
    const had = this.of(container);
    this.#byContainer.delete(container);
    return had;
  }

  all(): readonly PublishedPort[] {
    return [...this.#byContainer.values()].flat();
  }

  /** The claim that is in the way of such a port. */
  conflict(
    { protocol, hostIp, hostPort }: Pick<PublishedPort, 'protocol' | 'hostIp' | 'hostPort'>,
    besides: readonly PublishedPort[] = [],
  ): PublishedPort | undefined {
    return [...besides, ...this.all()].find(
      (port) =>
        port.protocol === protocol && port.hostPort === hostPort && addressesMeet(port.hostIp, hostIp),
    );
  }
}
