/** A token of the theme as a colour that a canvas takes; `light-dark()` is decided where `element` stands. */
export function themeColor(element: HTMLElement, token: string, alpha = 1): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  const [red = '0', green = '0', blue = '0'] = color.match(/[\d.]+/g) ?? [];
  return alpha === 1 ? color : `rgb(${red} ${green} ${blue} / ${alpha})`;
}

/** Calls `listener` when the colours become others; the answer ends that. */
export function onThemeChange(listener: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const own = new MutationObserver(listener);
  own.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', listener);
  return () => {
    own.disconnect();
    system.removeEventListener('change', listener);
  };
}
