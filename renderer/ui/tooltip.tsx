import { useEffect, useRef, useState } from 'react';
import { Keys } from './keys.tsx';

interface Tip {
  readonly text: string;
  readonly keys: string | undefined;
  readonly box: DOMRect;
}

const DELAY_MS = 450;
/** Whoever has just read one tip gets the next at once. */
const WARM_MS = 400;
const GAP = 6;

/** What an element says in its tip: one layer shows all of them, so that a row of buttons costs nothing. */
export function tip(
  text: string,
  keys?: string,
): { readonly 'data-tip': string; readonly 'data-tip-keys'?: string } {
  return keys === undefined ? { 'data-tip': text } : { 'data-tip': text, 'data-tip-keys': keys };
}

export function TooltipLayer() {
  const [shown, setShown] = useState<Tip>();
  useTipWatch(setShown);
  return shown === undefined ? null : <TipBubble key={shown.text} tip={shown} />;
}

function useTipWatch(show: (tip: Tip | undefined) => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: HTMLElement | undefined;
    let hiddenAt = 0;
    const hide = () => {
      clearTimeout(timer);
      if (current !== undefined) hiddenAt = Date.now();
      current = undefined;
      show(undefined);
    };
    const offer = (event: Event) => {
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
      if (target === current) return;
      hide();
      if (target === null || (event.type === 'focusin' && !target.matches(':focus-visible'))) return;
      current = target;
      const reveal = () => {
        const { tip: text = '', tipKeys: keys } = target.dataset;
        if (target.isConnected) show({ text, keys, box: target.getBoundingClientRect() });
      };
      timer = setTimeout(reveal, Date.now() - hiddenAt < WARM_MS ? 0 : DELAY_MS);
    };
    const showing = ['pointerover', 'focusin'] as const;
    const hiding = ['pointerdown', 'keydown', 'scroll', 'focusout'] as const;
    for (const type of showing) document.addEventListener(type, offer);
    for (const type of hiding) document.addEventListener(type, hide, true);
    return () => {
      clearTimeout(timer);
      for (const type of showing) document.removeEventListener(type, offer);
      for (const type of hiding) document.removeEventListener(type, hide, true);
    };
  }, [show]);
}

function TipBubble({ tip: { text, keys, box } }: { readonly tip: Tip }) {
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = bubble.current;
    if (element === null) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = Math.min(Math.max(8, box.left + box.width / 2 - width / 2), innerWidth - width - 8);
    const below = box.bottom + GAP;
    const top = below + height > innerHeight - 8 ? box.top - GAP - height : below;
    element.style.translate = `${left}px ${top}px`;
    element.style.visibility = 'visible';
  }, [box]);
  return (
    <div
      ref={bubble}
      role="tooltip"
      style={{ visibility: 'hidden' }}
      className="pointer-events-none fixed top-0 left-0 z-50 flex max-w-sm animate-appear items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-xs text-ink shadow-float"
    >
      {text}
      {keys === undefined ? null : <Keys keys={keys} />}
    </div>
  );
}
