import { createContext } from 'react';
import type { NetworkMap, ReachAnswer } from '../../../../engine/api/types/network-look.ts';
import { type Question, THIS_HOST } from './question.ts';

/** Who is chosen on the map, and what came of it. */
export interface Parties {
  readonly from: string;
  readonly to: string;
  /** Whom the one who asks can reach, until somebody is asked. */
  readonly within: ReadonlySet<string> | undefined;
  readonly pick: (name: string) => void;
}

export const PartiesContext = createContext<Parties>({
  from: '',
  to: '',
  within: undefined,
  pick: () => undefined,
});

/** What was asked and what was answered; it stays drawn until another question is begun. */
export interface Answered {
  readonly question: Question;
  readonly answer: ReachAnswer;
}

/** The id of the container that a field means; undefined for the host and for what is not on the map. */
export function idOf(map: NetworkMap, name: string): string | undefined {
  return map.containers.find((container) => container.name === name)?.id;
}

export function isHost(name: string): boolean {
  return name === THIS_HOST;
}
