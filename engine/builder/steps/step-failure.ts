import { GantryError } from '../../base/errors.ts';

/** A step that did not work, with the exit code of its command where there is one. */
export class StepFailure extends GantryError {
  readonly exitCode: number;

  constructor(message: string, exitCode: number, cause?: unknown) {
    super('invalid', message, cause === undefined ? undefined : { cause });
    this.exitCode = exitCode;
  }
}
