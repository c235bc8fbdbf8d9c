import { portElements } from './port-elements.ts';
import { chainOf } from './render.ts';
import type { FirewallState } from './state.ts';

/** Whether a table, as nft lists it, has all that a state asks for; pure. It may have more. */
export function isWhole(listed: string | undefined, state: FirewallState): boolean {
  if (listed === undefined) return false;
  const text = listed.replaceAll(/\s+/g, ' ');
  return [
    'map @any4',
    'oifname vmap @to_network',
    ...state.networks.flatMap(({ bridge }) => [
      `"${bridge}" : jump ${chainOf(bridge)}`,
      `chain ${chainOf(bridge)} {`,
    ]),
    ...portElements(state.published).map(({ element }) => element),
  ].every((part) => text.includes(part));
}
