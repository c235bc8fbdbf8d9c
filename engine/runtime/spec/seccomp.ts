import { z } from 'zod';
import { fault, messageOf } from '../../base/errors.ts';

/** When a group of rules applies; absent lists do not matter. */
const Condition = z.object({
  /** `CAP_SYS_ADMIN`, …: of the container. */
  caps: z.array(z.string()).nullish(),
  /** Go's names: `amd64`, `arm64`, `x86`, … */
  arches: z.array(z.string()).nullish(),
  /** `4.8` */
  minKernel: z.string().nullish(),
});

const Argument = z.object({
  index: z.number().int().min(0).max(5),
  value: z.number().int().min(0),
  valueTwo: z.number().int().min(0).nullish(),
  op: z.string(),
});

const Rule = z.object({
  name: z.string().nullish(),
  names: z.array(z.string()).nullish(),
  action: z.string(),
  errnoRet: z.number().int().min(0).nullish(),
  args: z.array(Argument).nullish(),
  comment: z.string().nullish(),
  includes: Condition.nullish(),
  excludes: Condition.nullish(),
});

const Profile = z.object({
  defaultAction: z.string(),
  defaultErrnoRet: z.number().int().min(0).nullish(),
  /** Native architecture to the ones that its kernel runs as well. */
  archMap: z
    .array(z.object({ architecture: z.string(), subArchitectures: z.array(z.string()).nullish() }))
    .nullish(),
  architectures: z.array(z.string()).nullish(),
  flags: z.array(z.string()).nullish(),
  syscalls: z.array(Rule).nullish(),
});

/**
 * A seccomp profile as people write it: the format of `docker run --security-opt seccomp=FILE`, which adds conditions to the
 * one of the OCI specification (config-linux.md#seccomp). `evaluateSeccomp` makes the latter of it.
 */
export type SeccompProfile = z.infer<typeof Profile>;

/** One group of rules of a profile. */
export type SeccompRule = z.infer<typeof Rule>;

/** When a group of rules applies. */
export type SeccompCondition = z.infer<typeof Condition>;

/** Reads a profile from JSON. Throws `invalid` saying what is wrong with it. */
export function parseSeccompProfile(text: string): SeccompProfile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw fault('invalid', `Decoding seccomp profile failed: ${messageOf(cause)}`, cause);
  }
  const parsed = Profile.safeParse(value);
  if (!parsed.success) {
    throw fault('invalid', `Decoding seccomp profile failed: ${sentenceOf(parsed.error)}`, parsed.error);
  }
  const { archMap, architectures, syscalls } = parsed.data;
  if ((archMap ?? []).length > 0 && (architectures ?? []).length > 0) {
    throw fault(
      'invalid',
      'both "architectures" and "archMap" are specified in the seccomp profile, use either "architectures" or "archMap"',
    );
  }
  for (const rule of syscalls ?? []) {
    if (rule.name && (rule.names ?? []).length > 0) {
      throw fault(
        'invalid',
        'both "name" and "names" are specified in the seccomp profile, use either "name" or "names"',
      );
    }
  }
  return parsed.data;
}

function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'it is no profile';
  const where = issue.path.map(String).join('.');
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}
