import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Place } from '../../model/place.ts';
import { faultAt, type Problem, throwProblems } from '../fault.ts';
import type { MapNode, Node } from './node.ts';
import { plainScalar } from './scalar-value.ts';

const MOST_NODES = 500_000;
const MOST_DEPTH = 200;

/**
 * Reads the documents of a YAML file. Aliases and merges (`<<`) are resolved; a value that comes through an alias stands
 * where its anchor is. An empty document is left out.
 * @throws {ComposeFault} what is wrong with the text, with its places
 */
export function readYaml(file: string, text: string): readonly Node[] {
  const start: Place = { file, line: 1, column: 1 };
  try {
    return new Reader(file, text).read();
  } catch (error) {
    if (error instanceof RangeError) throw faultAt(start, 'the file is nested too deeply', undefined, error);
    throw error;
  }
}

class Reader {
  readonly #file: string;
  readonly #text: string;
  readonly #lines = new LineCounter();
  readonly #anchors = new Map<string, Node | 'open'>();
  /** How many nodes a finished node is made of, aliases counted as often as they are used. */
  readonly #weights = new WeakMap<Node, number>();

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  read(): readonly Node[] {
    const parsed = parseAllDocuments(this.#text, {
      lineCounter: this.#lines,
      merge: true,
      customTags: ['reset', 'override'].flatMap((name) => [
        { tag: `!${name}`, collection: 'map' as const },
        { tag: `!${name}`, collection: 'seq' as const },
        { tag: `!${name}`, resolve: (source: string) => source },
      ]),
    });
    if (!Array.isArray(parsed)) return [];
    const documents = parsed.filter((document) => document.contents !== null || document.errors.length > 0);
    const problems: Problem[] = documents.flatMap((document) =>
      [...document.errors, ...document.warnings].map((error) => ({
        message: error.message.split(/ at line \d+/)[0] ?? error.message,
        place: this.#place(error.pos[0]),
      })),
    );
    throwProblems(problems);
    return documents.flatMap((document) => {
      this.#anchors.clear();
      return document.contents ? [this.#node(document.contents, 0)] : [];
    });
  }

  #node(node: ParsedNode, depth: number): Node {
    const place = this.#place(node.range[0]);
    if (depth > MOST_DEPTH) throw faultAt(place, 'the file is nested too deeply');
    if (isAlias(node)) return this.#alias(node, place);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, 'open');
    const made = { ...this.#content(node, place, depth), ...tagOf(node) };
    const inner =
      made.kind === 'map' ? Array.from(made.entries.values()) : made.kind === 'seq' ? made.items : [];
    const weight = inner.reduce((sum, child) => sum + (this.#weights.get(child) ?? 1), 1);
    if (weight > MOST_NODES) throw faultAt(place, `the file stands for more than ${MOST_NODES} values`);
    this.#weights.set(made, weight);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, made);
    return made;
  }

  #alias(alias: Alias, place: Place): Node {
    const target = this.#anchors.get(alias.source);
    if (target === 'open') throw faultAt(place, `the anchor "${alias.source}" contains itself`);
    if (!target) throw faultAt(place, `the anchor "${alias.source}" is not defined`);
    return target;
  }

  #content(node: Exclude<ParsedNode, Alias>, place: Place, depth: number): Node {
    if (isMap(node)) return this.#map(node, place, depth);
    if (isSeq(node)) {
      return { kind: 'seq', items: node.items.map((item) => this.#node(item, depth + 1)), place };
    }
    return { kind: 'scalar', place, ...scalarOf(node) };
  }

  #map(node: YAMLMap.Parsed, place: Place, depth: number): MapNode {
    const entries = new Map<string, Node>();
    const keys = new Map<string, Place>();
    const merged: MapNode[] = [];
    for (const pair of node.items) {
      const keyPlace = this.#place(pair.key.range[0]);
      const value: Node = pair.value
        ? this.#node(pair.value, depth + 1)
        : { kind: 'scalar', value: null, place: keyPlace };
      if (isScalar(pair.key) && pair.key.source === '<<' && pair.key.type === 'PLAIN') {
        merged.push(...mergedMaps(value, keyPlace));
        continue;
      }
      const key = keyText(this.#node(pair.key, depth + 1), keyPlace);
      if (entries.has(key)) throw faultAt(keyPlace, `the key "${key}" is given twice`);
      entries.set(key, value);
      keys.set(key, keyPlace);
    }
    for (const from of merged) {
      for (const [key, value] of from.entries) {
        if (entries.has(key)) continue;
        entries.set(key, value);
        keys.set(key, from.keys.get(key) ?? value.place);
      }
    }
    return { kind: 'map', entries, keys, place };
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function mergedMaps(value: Node, place: Place): readonly MapNode[] {
  if (value.kind === 'map') return [value];
  if (value.kind === 'seq') return value.items.flatMap((item) => mergedMaps(item, place));
  throw faultAt(place, '"<<" merges mappings only');
}

function keyText(key: Node, place: Place): string {
  if (key.kind !== 'scalar') throw faultAt(place, 'a key has to be text');
  return key.exact ?? String(key.value);
}

/** An unquoted scalar means what it looks like; a quoted one, or one with a tag of YAML's own, what the parser made of it. */
function scalarOf(node: Scalar.Parsed): ReturnType<typeof plainScalar> {
  const { value, tag } = node;
  if (node.type === 'PLAIN' && (tag === undefined || tag === '!reset' || tag === '!override')) {
    return plainScalar(node.source);
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return { value };
  if (typeof value === 'bigint') return { value: Number(value), exact: String(value) };
  return { value: typeof value === 'string' ? value : node.source };
}

function tagOf(node: Exclude<ParsedNode, Alias>): { tag?: 'reset' | 'override' } {
  if (node.tag === '!reset') return { tag: 'reset' };
  return node.tag === '!override' ? { tag: 'override' } : {};
}
