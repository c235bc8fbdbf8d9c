import type { NetworkFlow, NetworkThroughput } from '../../../../engine/api/types/network-look.ts';
import { formatBytes } from '../../../ui/format-bytes.ts';

export interface Rate {
  readonly received: number;
  readonly sent: number;
}

export type Flows = ReadonlyMap<string, Rate>;

export const NO_FLOWS: Flows = new Map();

const keyOf = (container: string, network: string) => `${container} ${network}`;

export function flowsOf({ flows }: NetworkThroughput): Flows {
  return new Map(
    flows.map(({ container, network, received, sent }: NetworkFlow) => [
      keyOf(container, network),
      { received, sent },
    ]),
  );
}

/** What flows on a line: the sum over the containers whose traffic it carries. */
export function rateOf(flows: Flows, network: string, containers: readonly string[]): Rate {
  let [received, sent] = [0, 0];
  for (const container of containers) {
    const rate = flows.get(keyOf(container, network));
    received += rate?.received ?? 0;
    sent += rate?.sent ?? 0;
  }
  return { received, sent };
}

/** `↓ 1.20 MB/s`, `↑ 3.00 kB/s`, seen from the containers; empty for nothing. */
export function rateParts({ received, sent }: Rate): string[] {
  return [
    ...(received > 0 ? [`↓ ${formatBytes(received)}/s`] : []),
    ...(sent > 0 ? [`↑ ${formatBytes(sent)}/s`] : []),
  ];
}

export function rateText(rate: Rate): string {
  return rateParts(rate).join(' ');
}

/** Thicker with every tenfold, from 1.5 to 6 pixels. */
export function lineWidth({ received, sent }: Rate): number {
  const rate = received + sent;
  return rate <= 0 ? 1.5 : Math.min(6, 1.5 + Math.max(0, Math.log10(rate) - 1) * 0.75);
}
