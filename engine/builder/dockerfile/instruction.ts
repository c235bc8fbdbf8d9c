import type { HealthcheckConfig } from '../../api/types/container.ts';
import type { RunMount } from './run-mount.ts';
import type { Heredoc, SyntaxNode, Word } from './syntax-node.ts';

/** A pair of ENV, LABEL or ARG, not expanded yet. */
export interface Pair {
  readonly name: Word;
  readonly value: Word | undefined;
}

/** A command as a text for the shell or as a list of arguments. */
export type Command =
  | { readonly form: 'shell'; readonly text: string }
  | { readonly form: 'exec'; readonly args: readonly string[] };

/** Where COPY and ADD take files from, and how they come in. */
export interface Transfer {
  readonly kind: 'copy' | 'add';
  readonly sources: readonly Word[];
  readonly target: Word;
  /** A stage's name or number, or an image (COPY alone). */
  readonly from: string | undefined;
  readonly chown: string | undefined;
  readonly chmod: string | undefined;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly Word[];
  /** Of what ADD downloads. */
  readonly checksum: string | undefined;
  readonly keepGitDir: boolean;
  /** Whether ADD unpacks archives; undefined for its usual way. */
  readonly unpack: boolean | undefined;
}

/** One instruction of a Dockerfile, understood but not evaluated. `node` tells where it stands. */
export type Instruction = { readonly node: SyntaxNode } & (
  | {
      readonly kind: 'from';
      readonly image: Word;
      readonly name: string | undefined;
      readonly platform: string | undefined;
    }
  | { readonly kind: 'arg'; readonly pairs: readonly Pair[] }
  | { readonly kind: 'env' | 'label'; readonly pairs: readonly Pair[] }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly heredocs: readonly Heredoc[];
      readonly mounts: readonly RunMount[];
      readonly network: 'default' | 'none' | 'host';
      readonly security: 'sandbox' | 'insecure';
    }
  | ({ readonly heredocs: readonly Heredoc[] } & Transfer)
  | { readonly kind: 'workdir'; readonly value: Word }
  | { readonly kind: 'user' | 'stopsignal' | 'maintainer'; readonly value: Word }
  | { readonly kind: 'expose' | 'volume'; readonly values: readonly Word[] }
  | { readonly kind: 'cmd' | 'entrypoint'; readonly command: Command | undefined }
  | { readonly kind: 'shell'; readonly args: readonly string[] }
  | { readonly kind: 'healthcheck'; readonly check: HealthcheckConfig }
  | { readonly kind: 'onbuild'; readonly trigger: string }
);

export type InstructionOf<Kind extends Instruction['kind']> = Extract<Instruction, { readonly kind: Kind }>;
