import { SyntaxFault } from './syntax-fault.ts';
import type { Word } from './syntax-node.ts';

/**
 * Reads arguments in JSON form; undefined when they are not. Throws `SyntaxFault` for an array that holds anything but
 * strings. What stands after the array is left out, as in Docker.
 */
export function readJsonForm(text: string, offset: number): Word[] | undefined {
  if (!text.trimStart().startsWith('[')) return undefined;
  const end = endOfArray(text);
  if (end === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(0, end));
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  return value.map((element: unknown) => {
    if (typeof element !== 'string') {
      throw new SyntaxFault('when using JSON array syntax, arrays must be comprised of strings only', offset);
    }
    return { text: element, offset };
  });
}

/** The offset after the bracket that closes the first one. */
function endOfArray(text: string): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '[') depth += 1;
    else if (char === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
