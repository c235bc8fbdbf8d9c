// Who may import whom, as data, and the check that holds the sources against it. engine/README.md draws the same table.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { ROOT, say } from './common.mjs';

/**
 * A room is a folder (or one file) with a rule of its own; the longest match names the room of a file.
 * @typedef {object} Room
 * @property {readonly string[]} imports the other rooms it may import from
 * @property {readonly string[]} [types] rooms of which it may import types only
 */

const BELOW_BLOBS = ['engine/base', 'engine/process', 'engine/disk', 'engine/events'];
const BELOW_LAYERS = [...BELOW_BLOBS, 'engine/blobs', 'engine/files'];
const BELOW_IMAGES = [...BELOW_LAYERS, 'engine/registry', 'engine/layers'];
const BELOW_CONTAINERS = [
  ...BELOW_IMAGES,
  'engine/images',
  'engine/runtime',
  'engine/volumes',
  'engine/networks',
];
const PAGE_FLOOR = ['renderer/bridge', 'renderer/stores', 'renderer/ui'];

/** Types of the Docker API are the engine's vocabulary: this room imports nothing, and every room may name its types. */
const VOCABULARY = 'engine/api/types';
/** The interfaces that the API declares for what stands behind it; whoever implements one has to name its type. */
const PORTS = 'engine/api/backends';

/** @type {Record<string, Room>} */
const TABLE = {
  'engine/gantryd.ts': { imports: ['engine/*'] },
  'engine/base': { imports: [] },
  'engine/process': { imports: ['engine/base'] },
  'engine/disk': { imports: ['engine/base'] },
  'engine/events': { imports: ['engine/base'] },
  'engine/blobs': { imports: BELOW_BLOBS },
  'engine/registry': { imports: BELOW_BLOBS },
  'engine/runtime': { imports: BELOW_BLOBS },
  'engine/files': { imports: BELOW_BLOBS, types: [PORTS] },
  'engine/layers': { imports: BELOW_LAYERS },
  'engine/volumes': { imports: BELOW_LAYERS, types: [PORTS] },
  'engine/networks': { imports: BELOW_LAYERS, types: [PORTS] },
  'engine/images': { imports: BELOW_IMAGES, types: [PORTS] },
  'engine/microscope': { imports: [...BELOW_IMAGES, 'engine/images'], types: [PORTS] },
  'engine/recorder': { imports: [...BELOW_BLOBS, 'engine/runtime'], types: [PORTS] },
  'engine/containers': { imports: BELOW_CONTAINERS, types: [PORTS] },
  'engine/reclaim': { imports: BELOW_IMAGES.concat('engine/images'), types: [PORTS] },
  'engine/builder': {
    imports: [...BELOW_CONTAINERS, 'engine/containers', 'engine/builder/ignore'],
    types: [PORTS],
  },
  'engine/builder/ignore': { imports: [] },
  'engine/compose': { imports: ['engine/base', 'engine/client', 'engine/builder/ignore'] },
  'engine/client': { imports: ['engine/base', 'engine/disk', 'engine/builder/ignore'] },
  'engine/api/types': { imports: [] },
  'engine/api': { imports: ['engine/base'] },
  'engine/daemon': { imports: [...BELOW_BLOBS, 'engine/runtime', 'engine/registry', 'engine/api'] },
  'engine/testing': { imports: ['engine/*'] },

  electron: { imports: ['engine/base', 'engine/client', 'engine/compose'] },
  'electron/preload.ts': { imports: [], types: ['electron'] },
  'electron/launch': { imports: [] },
  'electron/testing': { imports: ['electron/*', 'engine/*'] },

  'renderer/main.tsx': { imports: ['renderer/app', 'renderer/features', ...PAGE_FLOOR] },
  'renderer/app': { imports: ['renderer/features', ...PAGE_FLOOR], types: ['electron/desktop-api'] },
  'renderer/features': { imports: PAGE_FLOOR, types: ['electron/desktop-api'] },
  'renderer/bridge': { imports: ['renderer/stores'], types: ['electron/desktop-api'] },
  'renderer/stores': { imports: ['renderer/bridge'], types: ['electron/desktop-api'] },
  'renderer/ui': { imports: [] },
  'renderer/testing': { imports: ['renderer/*'], types: ['electron/desktop-api'] },
  'renderer/vite.config.ts': { imports: [] },

  'e2e/playwright.config.ts': { imports: ['electron/launch'] },
  e2e: {
    imports: ['engine/base', 'engine/client', 'engine/compose', 'engine/testing'],
    types: ['electron/desktop-api'],
  },
};

/**
 * Packages that only some folders may import. A folder with a `*` stands for all that begins so.
 * @type {{ packages: RegExp, allowed: readonly string[], why: string }[]}
 */
const PACKAGES = [
  {
    packages: /^(node:)?child_process$/,
    allowed: ['engine/process', 'engine/testing', 'electron/hosts', 'electron/launch', 'e2e'],
    why: 'only engine/process spawns',
  },
  { packages: /^node-pty$/, allowed: ['engine/process', 'e2e'], why: 'only engine/process spawns' },
  {
    packages: /^node-unix-socket$/,
    allowed: ['engine/runtime'],
    why: 'only the conmon shim needs SOCK_SEQPACKET',
  },
  {
    packages: /^electron(\/|$)/,
    allowed: ['electron'],
    why: 'the engine and the page know nothing of Electron',
  },
  {
    packages: /^(react|react-dom|react-router|@xyflow|@tanstack|zustand|radix-ui|lucide-react)(\/|$)/,
    allowed: ['renderer'],
    why: 'only the page knows React',
  },
  {
    packages: /^node:/,
    allowed: ['engine', 'electron', 'e2e', 'renderer/vite.config.ts'],
    why: 'the page knows nothing of Node',
  },
];

/** What must run without Electron: its entry, and all that it reaches. */
const WITHOUT_ELECTRON = ['electron/shells/browser-main.ts', 'engine/gantryd.ts'];

/** @typedef {{ to: string, typeOnly: boolean }} Import `to` is a path in the project, or a package's name */
/** @typedef {{ path: string, imports: Import[] }} SourceFile */
/** @typedef {{ chain: string[], why: string }} Violation */

/**
 * The imports of one source text. `import { type A }` counts as a real import: under verbatimModuleSyntax it stays
 * in the output and runs the module; only `import type` and `import('…')` in a type's place vanish.
 * @param {string} path
 * @param {string} source
 * @returns {SourceFile}
 */
export function readImports(path, source) {
  const { program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  /** @type {Import[]} */
  const imports = [];
  /** @param {unknown} specifier @param {boolean} typeOnly */
  const add = (specifier, typeOnly) => {
    if (typeof specifier === 'string') imports.push({ to: resolve(path, specifier), typeOnly });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => add(node.source?.value, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.source.type === 'Literal' && node.source.value, false),
    TSImportType: (node) => add(node.source.value, true),
  }).visit(program);
  return { path, imports };
}

/** @param {string} path @param {string} specifier */
function resolve(path, specifier) {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
}

/**
 * Holds files against the table. Pure: give it what readImports returns.
 * @param {readonly SourceFile[]} files
 * @returns {Violation[]}
 */
export function checkImports(files) {
  if (files.length === 0) return [{ chain: [], why: 'no source file was read, so nothing was checked' }];
  const violations = files.flatMap((file) => checkFile(file));
  return [...violations, ...checkReach(files)];
}

/** @param {SourceFile} file @returns {Violation[]} */
function checkFile(file) {
  const room = roomOf(file.path);
  if (!room) return [{ chain: [file.path], why: 'its folder is not in the import table' }];
  /** @type {Violation[]} */
  const violations = [];
  for (const { to, typeOnly } of file.imports) {
    const why = isOurs(to) ? whyNot(file.path, room, to, typeOnly) : whyNotPackage(file.path, to, typeOnly);
    if (why) violations.push({ chain: [file.path, to], why });
  }
  return violations;
}

/** @param {string} path */
function isOurs(path) {
  return ['engine/', 'electron/', 'renderer/', 'e2e/', 'assets/', '.'].some((top) => path.startsWith(top));
}

/** @param {string} from @param {string} room @param {string} to @param {boolean} typeOnly */
function whyNot(from, room, to, typeOnly) {
  const target = roomOf(to);
  if (to.startsWith('assets/')) return undefined;
  if (!target) return `${to} is in no room of the import table`;
  if (room === VOCABULARY)
    return target === room ? undefined : 'it is a leaf: pure types that import nothing';
  if (target === VOCABULARY && typeOnly) return undefined;
  if (isTest(from)) return whyNotInTest(from, to, typeOnly);
  if (isTest(to) && topOf(from) !== 'e2e') return 'only tests import tests and what is made for them';
  if (target === room) return whyNotWithin(from, room, to);

  const { imports, types = [] } = /** @type {Room} */ (TABLE[room]);
  if (imports.some((allowed) => covers(allowed, to))) return undefined;
  if (types.some((allowed) => covers(allowed, to))) {
    return typeOnly ? undefined : `${room} may import only types from ${target}`;
  }
  if (target === VOCABULARY) return `from ${VOCABULARY} only types are imported (import type)`;
  return `${room} may import ${[...imports, `types of ${VOCABULARY}`].join(', ')}`;
}

/** Tests reach into everything on their side of the house, and name the types that what they test may name. */
/** @param {string} from @param {string} to @param {boolean} typeOnly */
function whyNotInTest(from, to, typeOnly) {
  const { types = [] } = /** @type {Room} */ (TABLE[roomOf(from) ?? '']) ?? {};
  if (typeOnly && types.some((named) => covers(named, to))) return undefined;
  const allowed = topOf(from) === 'renderer' ? ['renderer'] : [topOf(from), 'engine'];
  return allowed.includes(topOf(to))
    ? undefined
    : `a test in ${topOf(from)} may import ${allowed.join(' and ')}`;
}

/** @param {string} from @param {string} room @param {string} to */
function whyNotWithin(from, room, to) {
  if (room !== 'renderer/features') return undefined;
  const feature = (/** @type {string} */ path) => path.split('/')[2];
  return feature(from) === feature(to) ? undefined : 'no feature imports another';
}

/** @param {string} from @param {string} name @param {boolean} typeOnly */
function whyNotPackage(from, name, typeOnly) {
  if (typeOnly && topOf(from) !== 'engine' && !name.startsWith('node:')) return undefined;
  for (const rule of PACKAGES) {
    if (!rule.packages.test(name)) continue;
    if (rule.allowed.some((allowed) => covers(allowed, from))) continue;
    if (isTest(from) && /child_process|^node:/.test(name)) continue;
    return rule.why;
  }
  return undefined;
}

/** @param {readonly SourceFile[]} files @returns {Violation[]} */
function checkReach(files) {
  const byPath = new Map(files.map((file) => [file.path, file]));
  /** @type {Violation[]} */
  const violations = [];
  for (const entry of WITHOUT_ELECTRON) {
    const seen = new Set();
    /** @type {string[][]} */
    const open = [[entry]];
    for (let chain = open.shift(); chain; chain = open.shift()) {
      for (const { to, typeOnly } of byPath.get(chain.at(-1) ?? '')?.imports ?? []) {
        if (typeOnly || seen.has(to)) continue;
        seen.add(to);
        if (/^electron$/.test(to))
          violations.push({ chain: [...chain, to], why: `${entry} runs without Electron` });
        else open.push([...chain, to]);
      }
    }
  }
  return violations;
}

/** @param {string} path */
function roomOf(path) {
  return (
    Object.keys(TABLE)
      .filter((room) => covers(room, path))
      .sort((a, b) => b.length - a.length)[0] ?? (isTest(path) ? topOf(path) : undefined)
  );
}

/** @param {string} room @param {string} path */
function covers(room, path) {
  if (room.endsWith('/*')) return path.startsWith(room.slice(0, -1));
  return path === room || path.startsWith(`${room}/`);
}

/** @param {string} path */
function isTest(path) {
  return /\.test\.tsx?$/.test(path) || /^(engine|electron|renderer)\/testing\//.test(path);
}

/** @param {string} path */
function topOf(path) {
  return path.split('/')[0] ?? '';
}

/** @param {string} [root] @returns {SourceFile[]} */
export function readSources(root = ROOT) {
  return ['engine', 'electron', 'renderer', 'e2e'].flatMap((top) =>
    readdirSync(join(root, top), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => readImports(posix.relative(root, file), readFileSync(file, 'utf8'))),
  );
}

/** @param {readonly Violation[]} violations */
function describe(violations) {
  return violations.map(({ chain, why }) => `${chain.join(' → ') || 'import table'}\n    ${why}`).join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = readSources();
  const violations = checkImports(files);
  if (violations.length > 0) say(describe(violations));
  say(`import table: ${files.length} files, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
