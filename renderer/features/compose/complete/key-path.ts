/** What somebody is typing in a YAML text, and within which keys it stands. */
export interface Typed {
  /** The keys around it, outermost first; a sequence's entry is `[]`. */
  readonly path: readonly string[];
  /** A key, or the value of the last key of the path. */
  readonly kind: 'key' | 'value';
  /** Where it begins. */
  readonly from: number;
  /** Keys that the mapping has already. */
  readonly beside: ReadonlySet<string>;
}

interface Line {
  readonly indent: number;
  readonly key: string | undefined;
  /** It begins an entry of a sequence, whose dash stands here. */
  readonly dash: number | undefined;
}

/** Reads the keys around a place by the indentation of the lines above it. Flow style (`{…}`) is not looked into. */
export function typedAt(text: string, offset: number): Typed | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  const typed = /^(\s*)((?:- +)*)(?:([\w.-]+): +)?([\w.-]*)$/.exec(before);
  if (typed === null) return undefined;
  const [, space = '', dashes = '', key, word = ''] = typed;
  const indent = space.length + dashes.length;
  const lines = text.slice(0, start).split('\n').slice(0, -1).map(readLine);
  const own = dashes === '' ? [] : ['[]'];
  const { path, beside } = around(lines, dashes === '' ? indent : space.length, dashes === '');
  return {
    path: [...path, ...own, ...(key === undefined ? [] : [key])],
    kind: key === undefined ? 'key' : 'value',
    from: offset - word.length,
    beside: new Set([...beside, ...besideBelow(text.slice(offset), indent)]),
  };
}

function readLine(line: string): Line {
  const [, space = '', dashes = '', key] = /^(\s*)((?:- +)*)(?:"?([\w./-]+)"?\s*:(?:\s|$))?/.exec(line) ?? [];
  const isBlank = /^\s*(#|$)/.test(line);
  return {
    indent: isBlank ? Number.POSITIVE_INFINITY : space.length + dashes.length,
    key: isBlank ? undefined : key,
    dash: isBlank || dashes === '' ? undefined : space.length,
  };
}

function around(lines: readonly Line[], from: number, isKey: boolean) {
  const path: string[] = [];
  const beside = new Set<string>();
  let indent = from;
  let isOwn = isKey;
  for (const { indent: at, key, dash } of [...lines].reverse()) {
    if (at === indent && isOwn && key !== undefined) beside.add(key);
    if (dash !== undefined && dash < indent && at === indent) {
      path.unshift('[]');
      indent = dash;
      isOwn = false;
    } else if (
      key !== undefined &&
      (at < indent || (at === indent && path[0] === '[]' && dash === undefined))
    ) {
      path.unshift(key);
      indent = at;
      isOwn = false;
    }
    if (indent === 0 && path.length > 0 && path[0] !== '[]') break;
  }
  return { path, beside };
}

/** The keys that come after in the same mapping. */
function besideBelow(rest: string, indent: number): readonly string[] {
  const keys: string[] = [];
  for (const line of rest.split('\n').slice(1).map(readLine)) {
    if (line.indent < indent) break;
    if (line.indent === indent && line.dash === undefined && line.key !== undefined) keys.push(line.key);
  }
  return keys;
}
