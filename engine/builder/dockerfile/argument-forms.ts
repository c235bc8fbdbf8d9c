import { readJsonForm } from './json-form.ts';
import { splitAtBlanks, splitQuoted } from './split-words.ts';
import { SyntaxFault } from './syntax-fault.ts';
import type { Word } from './syntax-node.ts';

interface Arguments {
  readonly args: readonly Word[];
  readonly isJson: boolean;
}

/** How the arguments of an instruction are split. `offset` is where they begin in the logical line. */
type Form = (text: string, offset: number, escape: string) => Arguments;

const plain = (args: readonly Word[]): Arguments => ({ args, isJson: false });

const whole: Form = (text, offset) => plain(text === '' ? [] : [{ text, offset }]);

const blanks: Form = (text, offset) => plain(splitAtBlanks(text, offset));

const quoted: Form = (text, offset, escape) => plain(splitQuoted(text, offset, escape));

const wholeOrJson: Form = (text, offset, escape) => {
  const json = readJsonForm(text, offset);
  return json === undefined ? whole(text, offset, escape) : { args: json, isJson: true };
};

const blanksOrJson: Form = (text, offset, escape) => {
  const json = readJsonForm(text, offset);
  return json === undefined ? blanks(text, offset, escape) : { args: json, isJson: true };
};

/** Name, value and what stood between them (`=` or nothing), for each pair. */
function pairs(keyword: string): Form {
  return (text, offset, escape) => {
    const words = splitQuoted(text, offset, escape);
    const [first] = words;
    if (first === undefined) return plain([]);
    if (!first.text.includes('=')) {
      const [, name = '', gap = '', value] = /^([^\t\v\f\r ]*)([\t\v\f\r ]+)(.*)$/s.exec(text) ?? [];
      if (value === undefined) throw new SyntaxFault(`${keyword} must have two arguments`, offset);
      const valueOffset = offset + name.length + gap.length;
      return plain([
        { text: name, offset },
        { text: value, offset: valueOffset },
        { text: '', offset: valueOffset },
      ]);
    }
    return plain(words.flatMap((word) => pairOf(word)));
  };
}

function pairOf(word: Word): Word[] {
  const at = word.text.indexOf('=');
  if (at < 0) {
    throw new SyntaxFault(
      `Syntax error - can't find = in ${JSON.stringify(word.text)}. Must be of the form: name=value`,
      word.offset,
    );
  }
  return [
    { text: word.text.slice(0, at), offset: word.offset },
    { text: word.text.slice(at + 1), offset: word.offset + at + 1 },
    { text: '=', offset: word.offset + at },
  ];
}

/** A kind of check, then its command. */
const health: Form = (text, offset, escape) => {
  const [head = '', kind = ''] = /^(\S+)\s*/.exec(text) ?? [];
  if (kind === '') return plain([]);
  const command = wholeOrJson(text.slice(head.length), offset + head.length, escape);
  return { args: [{ text: kind, offset }, ...command.args], isJson: command.isJson };
};

/** The instructions of the language but ONBUILD, whose argument is an instruction. */
export const FORMS: Readonly<Record<string, Form>> = {
  add: blanksOrJson,
  arg: quoted,
  cmd: wholeOrJson,
  copy: blanksOrJson,
  entrypoint: wholeOrJson,
  env: pairs('ENV'),
  expose: blanks,
  from: blanks,
  healthcheck: health,
  label: pairs('LABEL'),
  maintainer: whole,
  run: wholeOrJson,
  shell: wholeOrJson,
  stopsignal: whole,
  user: whole,
  volume: blanksOrJson,
  workdir: whole,
};
