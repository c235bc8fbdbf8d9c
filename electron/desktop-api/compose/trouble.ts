import { type ErrorKind, kindOf } from '../../../engine/base/errors.ts';
import { ComposeFault } from '../../../engine/compose/load/fault.ts';
import { DesktopError, messageOf } from '../../desktop-error.ts';
import { failureOf, json } from '../answers.ts';
import type { ProjectFault } from './types.ts';

const STATUSES: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  'not-found': 404,
  conflict: 409,
  unauthorized: 401,
  forbidden: 403,
  'not-modified': 409,
  unavailable: 503,
  'not-implemented': 501,
  system: 500,
  cancelled: 500,
};

/** The answer to what went wrong with a project: what is wrong in its files comes with the places. */
export function troubleOf(error: unknown): Response {
  if (error instanceof ComposeFault) {
    const { message, problems } = error;
    const fault: ProjectFault = {
      message,
      problems: problems.map((problem) => ({ message: problem.message, place: problem.place })),
    };
    return json(fault, 422);
  }
  if (error instanceof DesktopError) return failureOf(error);
  return failureOf(new DesktopError(STATUSES[kindOf(error)], messageOf(error), { cause: error }));
}
