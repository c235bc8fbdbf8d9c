import type { z } from 'zod';

/**
 * The first thing wrong with a body. A value of the wrong type is told in the words of Go's decoder, which Docker's
 * clients and their users know; a checker with words of its own has them left as they are.
 */
export function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'invalid JSON';
  const tooLong = issue.code === 'too_big' && issue.origin === 'int';
  if (issue.code !== 'invalid_type' && !tooLong) return issue.message;
  const type = issue.code === 'invalid_type' ? issue.expected : 'int64';
  const field = issue.path.map(String).join('.');
  const where = field === '' ? '' : ` into field ${field}`;
  return `invalid JSON: json: cannot unmarshal ${nameOf(issue.input)}${where} of type ${type}`;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}
