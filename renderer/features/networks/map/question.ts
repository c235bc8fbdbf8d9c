import type {
  MapContainer,
  NetworkMap,
  ReachAnswer,
  ReachRequest,
} from '../../../../engine/api/types/network-look.ts';

/** "Can A reach B on port P?" as it stands in the fields. */
export interface Question {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly protocol: 'tcp' | 'udp';
}

export const NO_QUESTION: Question = { from: '', to: '', port: '', protocol: 'tcp' };

/** What the host is called in the fields. */
export const THIS_HOST = 'This host';
/** By this name containers ask for the host. */
const HOST_NAME = 'host.docker.internal';

/** A click on the map: the first is who asks, the second who is asked, the third begins anew. */
export function pick(question: Question, name: string, map: NetworkMap): Question {
  if (question.from === name) return { ...question, from: question.to, to: '' };
  if (question.from === '' || question.to !== '') return { ...question, from: name, to: '' };
  return withTarget(question, name, map);
}

/** The port follows the target, unless somebody typed one. */
export function withTarget(question: Question, to: string, map: NetworkMap): Question {
  const known = knownPorts(map, question.to).some(({ port }) => String(port) === question.port);
  const [first] = knownPorts(map, to);
  if (first === undefined || (question.port !== '' && !known)) return { ...question, to };
  const protocol = first.protocol === 'udp' ? 'udp' : 'tcp';
  return { ...question, to, port: String(first.port), protocol };
}

export function knownPorts(map: NetworkMap, name: string): MapContainer['ports'] {
  return map.containers.find((container) => container.name === name)?.ports ?? [];
}

export type QuestionErrors = Partial<Record<'from' | 'to' | 'port', string>>;

export function checkQuestion({ from, to, port }: Question, map: NetworkMap): QuestionErrors {
  const errors: QuestionErrors = {};
  const isKnown = from === THIS_HOST || map.containers.some(({ name }) => name === from);
  if (from === '') errors.from = 'Who asks?';
  else if (!isKnown) errors.from = `There is no container ${from}.`;
  if (to === '') errors.to = 'A container, a name or an address.';
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535) errors.port = 'From 1 to 65535.';
  return errors;
}

export function reachRequest({ from, to, port, protocol }: Question): ReachRequest {
  return {
    ...(from === THIS_HOST ? {} : { from }),
    to: to === THIS_HOST ? HOST_NAME : to.trim(),
    port: Number(port),
    protocol,
  };
}

/** A few words for the line between the two. */
export function answerWords({ reason, reachable }: ReachAnswer, port: number): string {
  if (reachable) return `yes, port ${port}`;
  switch (reason) {
    case 'nothing-listens':
      return `nothing listens on ${port}`;
    case 'listens-on-loopback':
      return 'listens on its loopback only';
    case 'no-shared-network':
      return 'no shared network';
    case 'members-isolated':
      return 'members are kept apart';
    case 'name-unknown':
      return 'name unknown';
    case 'name-server-silent':
      return 'the name server is silent';
    case 'source-stopped':
    case 'target-stopped':
      return 'does not run';
    case 'no-network':
    case 'target-no-network':
      return 'has no network';
    case 'internal':
      return 'the network is internal';
    case 'no-route':
      return 'no way there';
    default:
      return 'no answer';
  }
}
