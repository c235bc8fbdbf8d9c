import type { Route } from '../router.ts';
import { notYet } from './not-yet.ts';

const SOON = 'building images is not implemented yet';
const BUILDKIT = 'BuildKit sessions are not supported; build with DOCKER_BUILDKIT=0';

/** Building. `/session` and `/grpc` belong to BuildKit, which clients leave alone since `_ping` names the classic builder. */
export function buildRoutes(): Route[] {
  return [
    notYet('POST', '/build', SOON),
    notYet('POST', '/build/prune', SOON),
    notYet('POST', '/build/cancel', SOON),
    notYet('POST', '/session', BUILDKIT),
    notYet('POST', '/grpc', BUILDKIT),
  ];
}
