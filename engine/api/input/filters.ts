import { fault } from '../../base/errors.ts';
import type { Filters } from '../backends/filters.ts';

/**
 * Reads the `filters` parameter: a JSON object whose values are lists (`{"status":["running"]}`) or, as the Go client
 * sends it, sets (`{"status":{"running":true}}`). Missing or empty means no filter. Throws `invalid` for anything else.
 */
export function parseFilters(text: string | undefined): Filters {
  const filters = new Map<string, readonly string[]>();
  if (text === undefined || text.trim() === '') return filters;
  const given = parseObject(text);
  for (const [name, value] of Object.entries(given)) {
    const values = valuesOf(value);
    if (values === undefined) throw invalidFilter();
    filters.set(name, [...new Set(values)]);
  }
  return filters;
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return {};
    if (typeof value === 'object' && !Array.isArray(value)) return value;
  } catch {
    // Not JSON: the same answer as for JSON of another shape.
  }
  throw invalidFilter();
}

function valuesOf(value: unknown): readonly string[] | undefined {
  if (value === null) return [];
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? value : undefined;
  if (typeof value !== 'object') return undefined;
  return Object.values(value).every((item) => typeof item === 'boolean') ? Object.keys(value) : undefined;
}

function invalidFilter(): Error {
  return fault('invalid', 'invalid filter');
}
