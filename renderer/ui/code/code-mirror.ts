import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  LanguageDescription,
  syntaxHighlighting,
} from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Both schemes at once: the colours are those of the page. */
const THEME = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', backgroundColor: 'var(--canvas)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono, ui-monospace, monospace)', lineHeight: '18px' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--ink-3)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--mark)' },
  '.cm-searchMatch': { backgroundColor: 'var(--mark)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--mark-current)' },
  '.cm-matchingBracket': { backgroundColor: 'var(--pressed)', outline: '1px solid var(--line-strong)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--pressed)', color: 'var(--ink-2)', border: 'none' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { padding: '6px 10px', fontSize: '12px' },
  '.cm-textfield': {
    backgroundColor: 'var(--canvas)',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    color: 'var(--ink)',
  },
  '.cm-button': {
    background: 'var(--raised)',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    color: 'var(--ink)',
  },
  '.cm-changedLine, .cm-insertedLine, .cm-inlineChangedLine': {
    backgroundColor: 'var(--ok-soft) !important',
  },
  '.cm-deletedChunk': { backgroundColor: 'var(--bad-soft) !important' },
  '.cm-changedText': {
    background: 'color-mix(in srgb, var(--ok) 28%, transparent) !important',
  },
  '.cm-deletedChunk .cm-deletedText': {
    background: 'color-mix(in srgb, var(--bad) 28%, transparent) !important',
  },
  '.cm-collapsedLines': { background: 'var(--hover)', color: 'var(--ink-3)' },
});

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.controlKeyword], color: 'var(--ansi-5)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--ansi-2)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--ansi-3)' },
  { tag: [tags.comment, tags.meta], color: 'var(--ink-3)', fontStyle: 'italic' },
  {
    tag: [tags.propertyName, tags.attributeName, tags.definition(tags.variableName)],
    color: 'var(--ansi-4)',
  },
  { tag: [tags.typeName, tags.className, tags.tagName, tags.namespace], color: 'var(--ansi-6)' },
  { tag: [tags.function(tags.variableName), tags.heading], color: 'var(--ansi-4)', fontWeight: '500' },
  { tag: tags.link, color: 'var(--accent-text)', textDecoration: 'underline' },
  { tag: tags.invalid, color: 'var(--bad)' },
]);

/** What every view of a text has. */
export function baseExtensions(readOnly: boolean): Extension[] {
  return [
    lineNumbers(),
    foldGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    highlightSelectionMatches(),
    ...(readOnly ? [] : [highlightActiveLine(), highlightActiveLineGutter()]),
    syntaxHighlighting(COLOURS),
    THEME,
    EditorState.readOnly.of(readOnly),
    EditorView.editable.of(!readOnly),
    // Escape and then Tab leave the editor, as CodeMirror has it for those without a mouse.
    keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
  ];
}

/** A place for the language of a file, which comes when it was fetched. */
export function languageSlot(name: string, view: () => EditorView | undefined): Extension {
  const slot = new Compartment();
  const found = LanguageDescription.matchFilename(languages, name) ?? byUsualName(name);
  void found?.load().then((support) => view()?.dispatch({ effects: slot.reconfigure(support) }));
  return slot.of([]);
}

/** Files of systems that have no ending to be known by. */
function byUsualName(name: string): LanguageDescription | null {
  const known: readonly (readonly [RegExp, string])[] = [
    [/^(Dockerfile|Containerfile)([.-].*)?$/i, 'Dockerfile'],
    [/^\.?(bash|zsh|sh|ash)?(rc|profile|env|_profile|_login|_logout)$/, 'Shell'],
    [/\.(conf|cnf|cfg|ini|service|socket|timer|mount|properties|env)$|^\.env/, 'Properties files'],
    [/nginx.*\.conf$/, 'Nginx'],
    [/^Makefile|\.mk$/, 'CMake'],
  ];
  const title = known.find(([pattern]) => pattern.test(name))?.[1];
  return title === undefined ? null : LanguageDescription.matchLanguageName(languages, title);
}

/** The ends of a text's lines: kept as they are, also when they are mixed (then a lone CR is a character). */
export function lineSeparatorOf(text: string): string {
  const all = text.match(/\n/g)?.length ?? 0;
  return all > 0 && (text.match(/\r\n/g)?.length ?? 0) === all ? '\r\n' : '\n';
}
