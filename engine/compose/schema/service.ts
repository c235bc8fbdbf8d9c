import { object, type Schema } from './keywords.ts';
import { FILES } from './service/files.ts';
import { ISOLATION } from './service/isolation.ts';
import { LIFE } from './service/life.ts';
import { LIMITS } from './service/limits.ts';
import { NAMES } from './service/names.ts';
import { NETWORK } from './service/network.ts';
import { RUNS } from './service/runs.ts';

/** `services.*` */
export const SERVICE: Schema = object('A service: containers that are alike.', {
  ...RUNS,
  ...LIFE,
  ...NAMES,
  ...NETWORK,
  ...FILES,
  ...ISOLATION,
  ...LIMITS,
});
