import type { Needle } from '../line-pieces.ts';

export type NeedleOrFault =
  | { readonly needle: Needle; readonly fault?: undefined }
  | { readonly needle: ''; readonly fault: string };

/** What the search field asks for: words in any case, or a pattern. A pattern that cannot be read filters nothing. */
export function needleOf(text: string, regex: boolean): NeedleOrFault {
  if (!regex || text === '') return { needle: text.toLowerCase() };
  try {
    return { needle: new RegExp(text, 'gi') };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { needle: '', fault: said.replace(/^Invalid regular expression: .*: /, '') };
  }
}
