import { GantryError } from '../base/errors.ts';

/** What a shell would answer: 127 for a command that is not there, 126 for one that may not run, 128 for all else. */
export type StartExitCode = 126 | 127 | 128;

/**
 * A container or exec whose first process could not be brought to life. `message` has dockerd's wording, because clients
 * compare it; `exitCode` is what the container's record shows. Kind `invalid` when the request named a command that cannot
 * run (126, 127), else `system`. `cause` holds the runtime's own words.
 */
export class StartFault extends GantryError {
  readonly exitCode: StartExitCode;

  constructor(exitCode: StartExitCode, message: string, options?: { readonly cause?: unknown }) {
    super(exitCode === 128 ? 'system' : 'invalid', message, options);
    this.exitCode = exitCode;
  }
}
