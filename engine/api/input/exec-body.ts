import { z } from 'zod';
import type { ExecCreateRequest } from '../types/container.ts';
import { flag, integer, list, struct, text, words } from './shape.ts';

const consoleSize = z.tuple([integer, integer]);

/** The body of `POST /containers/{id}/exec`. */
export const execCreateBody = struct<ExecCreateRequest>({
  User: text,
  Privileged: flag,
  Tty: flag,
  ConsoleSize: consoleSize,
  AttachStdin: flag,
  AttachStderr: flag,
  AttachStdout: flag,
  DetachKeys: text,
  Env: list,
  WorkingDir: text,
  Cmd: words,
});

/** The body of `POST /exec/{id}/start`. */
export const execStartBody = struct<{
  readonly Detach?: boolean;
  readonly Tty?: boolean;
  /** Rows, columns. */
  readonly ConsoleSize?: readonly [number, number];
}>({ Detach: flag, Tty: flag, ConsoleSize: consoleSize });
