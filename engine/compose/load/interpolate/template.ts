/** What a name stands for; undefined when it is not set. */
export type Lookup = (name: string) => string | undefined;

/** A template that cannot be resolved. `message` fits behind "… is wrong:". */
export class TemplateError extends Error {
  readonly kind: 'format' | 'required';

  constructor(kind: 'format' | 'required', message: string) {
    super(message);
    this.kind = kind;
  }
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const MODIFIER = /:?[-+?]/y;

/**
 * Resolves `$NAME`, `${NAME}` and the modifiers of the Compose Specification's interpolation: `:-` and `-` (default), `:?`
 * and `?` (required), `:+` and `+` (replacement); with the colon an empty value counts as unset. Defaults, messages and
 * replacements may contain further templates. `$$` is a dollar sign, as is one before anything else.
 *
 * @param missing told of each name that is not set and has no modifier; it becomes empty
 * @throws {TemplateError}
 */
export function substitute(template: string, lookup: Lookup, missing: (name: string) => void): string {
  let result = '';
  let at = 0;
  for (;;) {
    const dollar = template.indexOf('$', at);
    if (dollar < 0) return result + template.slice(at);
    result += template.slice(at, dollar);
    const next = template[dollar + 1];
    if (next === '$') {
      result += '$';
      at = dollar + 2;
      continue;
    }
    if (next === '{') {
      const end = closingBrace(template, dollar);
      result += braced(template.slice(dollar + 2, end), lookup, missing);
      at = end + 1;
      continue;
    }
    const name = match(NAME, template, dollar + 1);
    result += name === undefined ? '$' : valueOf(name, lookup, missing);
    at = dollar + 1 + (name?.length ?? 0);
  }
}

function braced(inner: string, lookup: Lookup, missing: (name: string) => void): string {
  const name = match(NAME, inner, 0);
  if (name === undefined) throw badFormat(`\${${inner}}`);
  if (name.length === inner.length) return valueOf(name, lookup, missing);
  const modifier = match(MODIFIER, inner, name.length);
  if (modifier === undefined) throw badFormat(`\${${inner}}`);
  const word = inner.slice(name.length + modifier.length);
  const value = lookup(name);
  const given = value !== undefined && !(modifier.startsWith(':') && value === '');
  switch (modifier.at(-1)) {
    case '-':
      return given ? value : substitute(word, lookup, missing);
    case '+':
      return given ? substitute(word, lookup, missing) : '';
    default: {
      if (given) return value;
      const reason = substitute(word, lookup, missing);
      throw new TemplateError(
        'required',
        `required variable ${name} is missing a value${reason && `: ${reason}`}`,
      );
    }
  }
}

function valueOf(name: string, lookup: Lookup, missing: (name: string) => void): string {
  const value = lookup(name);
  if (value === undefined) missing(name);
  return value ?? '';
}

function closingBrace(template: string, from: number): number {
  let depth = 0;
  for (let at = from; at < template.length; at++) {
    if (template.startsWith('$$', at)) at++;
    else if (template.startsWith('${', at)) {
      depth++;
      at++;
    } else if (template[at] === '}') {
      depth--;
      if (depth === 0) return at;
    }
  }
  throw badFormat(template);
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function badFormat(template: string): TemplateError {
  return new TemplateError(
    'format',
    `invalid interpolation format: "${template}". You may need to escape any $ with another $`,
  );
}
