import { type ErrorKind, fault } from '../../base/errors.ts';
import { json } from '../answer.ts';
import type { Method, Route } from '../router.ts';

const NO_SWARM =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';
const NO_CLUSTERS = 'Gantry runs containers on one machine; it does not join or make swarms';
const NO_PLUGINS = 'Gantry has no plugins';

/** Swarm and plugins: refused as an engine of Docker's without a swarm refuses them, so that clients know the words. */
export function outOfScopeRoutes(): Route[] {
  return [
    ...['services', 'tasks', 'nodes', 'secrets', 'configs'].flatMap((resource) => [
      refuse('GET', `/${resource}`, 'unavailable', NO_SWARM),
      refuse('GET', `/${resource}/*`, 'unavailable', NO_SWARM),
      refuse('POST', `/${resource}/*`, 'unavailable', NO_SWARM),
      refuse('DELETE', `/${resource}/*`, 'unavailable', NO_SWARM),
    ]),
    refuse('GET', '/swarm', 'unavailable', NO_SWARM),
    refuse('GET', '/swarm/unlockkey', 'unavailable', NO_SWARM),
    refuse('POST', '/swarm/update', 'unavailable', NO_SWARM),
    refuse('POST', '/swarm/unlock', 'unavailable', NO_SWARM),
    refuse('POST', '/swarm/leave', 'unavailable', 'This node is not part of a swarm'),
    refuse('POST', '/swarm/init', 'not-implemented', NO_CLUSTERS),
    refuse('POST', '/swarm/join', 'not-implemented', NO_CLUSTERS),
    { method: 'GET', path: '/plugins', handle: async () => json([]) },
    refuse('GET', '/plugins/privileges', 'not-implemented', NO_PLUGINS),
    refuse('POST', '/plugins/pull', 'not-implemented', NO_PLUGINS),
    refuse('POST', '/plugins/create', 'not-implemented', NO_PLUGINS),
    // `docker inspect NAME` asks here too, and goes on only when it hears that there is no such plugin.
    ...(['GET', 'POST', 'DELETE'] as const).map((method) => noSuchPlugin(method)),
  ];
}

function refuse(method: Method, path: string, kind: ErrorKind, why: string): Route {
  return {
    method,
    path,
    async handle() {
      throw fault(kind, why);
    },
  };
}

function noSuchPlugin(method: Method): Route {
  return {
    method,
    path: '/plugins/*',
    async handle({ param }) {
      const name = param('*').replace(/\/(json|enable|disable|upgrade|push|set)$/, '');
      throw fault('not-found', `plugin "${name}" not found`);
    },
  };
}
