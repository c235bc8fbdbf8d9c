import { type ComponentProps, useId, useState } from 'react';
import { cx } from './cx.ts';
import { TextInput } from './field.tsx';
import { MENU_PANEL } from './menu-items.tsx';

interface ComboboxProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'role'> {
  readonly value: string;
  readonly options: readonly string[];
  readonly onChange: (value: string) => void;
}

/** A text field that suggests, but takes anything. */
export function Combobox({ value, options, onChange, ...rest }: ComboboxProps) {
  const list = useId();
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(0);
  const exact = options.includes(value);
  const shown = exact
    ? options
    : options.filter((option) => option.toLowerCase().includes(value.toLowerCase()));
  const visible = open && shown.length > 0;
  const choose = (option: string | undefined) => {
    if (option !== undefined) onChange(option);
    setOpen(false);
  };
  return (
    <div className="relative">
      <TextInput
        {...rest}
        role="combobox"
        aria-expanded={visible}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={visible ? `${list}-${marked}` : undefined}
        value={value}
        onFocus={() => setMarked(Math.max(0, shown.indexOf(value)))}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          onChange(event.target.value);
          setOpen(true);
          setMarked(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            const step = event.key === 'ArrowDown' ? 1 : -1;
            if (visible) setMarked((marked + step + shown.length) % shown.length);
            setOpen(true);
          } else if (event.key === 'Enter' && visible) choose(shown[marked]);
          else if (event.key === 'Escape' && visible) {
            event.stopPropagation();
            setOpen(false);
          } else return;
          event.preventDefault();
        }}
      />
      <ul
        id={list}
        role="listbox"
        aria-label="Suggestions"
        hidden={!visible}
        className={cx(MENU_PANEL, 'absolute top-full left-0 mt-1 max-h-56 w-full overflow-y-auto')}
      >
        {shown.map((option, index) => (
          <li
            key={option}
            id={`${list}-${index}`}
            role="option"
            aria-selected={option === value}
            onPointerEnter={() => setMarked(index)}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(option);
            }}
            className={cx('truncate rounded-md px-2 py-1', index === marked && 'bg-hover')}
          >
            {option}
          </li>
        ))}
      </ul>
    </div>
  );
}
