import type { z } from 'zod';

/** The first thing wrong with a body, in the words of Go's decoder, which Docker's clients and their users know. */
export function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'unexpected value';
  const field = issue.path.map(String).join('.');
  const where = field === '' ? '' : ` into field ${field}`;
  const wanted = 'expected' in issue ? ` of type ${issue.expected}` : '';
  return `json: cannot unmarshal ${nameOf(issue.input)}${where}${wanted === '' ? `: ${issue.message}` : wanted}`;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}
