import { randomInt } from 'node:crypto';
import { fault } from '../base/errors.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

const QUALITIES =
  'able airy amber apt balmy bold brave brisk calm candid civil clear coral crisp deft eager early fair fleet fond frank fresh gentle glad golden grand hardy hazel humble keen kind lively loyal lucid mellow merry mild modest neat nimble noble placid plucky polite prime proud quick quiet ready rosy sage serene sharp silver smooth snug solid spry stable steady still sunny sure swift tidy trim true upbeat vivid warm witty young zesty'.split(
    ' ',
  );
const THINGS =
  'anchor ballast barge beacon berth boom bowline breaker bridge buoy cargo clipper coast compass crane current davit deck delta derrick dock dory estuary ferry fjord flag galley gangway gantry harbor hatch haven hawser helm hoist hull island jetty keel ketch knot ladle lagoon lantern lock mast mole mooring oar pier pilot plank port pulley quay raft reef rudder sail schooner sextant shoal skiff sloop spar strait tackle tide tiller trawler tug wake wharf winch yard yawl'.split(
    ' ',
  );

/** Checks a container name as a client wrote it and answers it without a leading slash. */
export function checkName(name: string): string {
  const bare = name.startsWith('/') ? name.slice(1) : name;
  if (!NAME.test(bare)) {
    throw fault('invalid', `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  }
  return bare;
}

/** A pleasant name that `taken` does not know. */
export function inventName(taken: (name: string) => boolean): string {
  for (let tries = 0; ; tries += 1) {
    const name = `${QUALITIES[randomInt(QUALITIES.length)]}_${THINGS[randomInt(THINGS.length)]}`;
    const candidate = tries < 6 ? name : `${name}${randomInt(10 ** Math.min(tries - 4, 9))}`;
    if (!taken(candidate)) return candidate;
  }
}
