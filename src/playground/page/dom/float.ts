/**
 * Lays a list or menu under (or above) its parent element. The top layer keeps it clear of scrolling and clipping
 * ancestors and above an open dialog.
 */
export function float(element: HTMLElement): void {
  const anchor = element.parentElement?.getBoundingClientRect();
  if (!anchor) return;
  if (!element.matches(':popover-open')) element.showPopover();
  if (element.dataset.wide) element.style.setProperty('min-width', `${anchor.width}px`);
  const { offsetWidth: width, offsetHeight: height } = element;
  const gap = 4;
  const margin = 8;
  const fitsBelow = anchor.bottom + gap + height <= innerHeight - margin;
  const below = element.dataset.above ? false : fitsBelow || anchor.top - gap - height < margin;
  const top = below ? anchor.bottom + gap : anchor.top - gap - height;
  const left = element.dataset.end ? anchor.right - width : anchor.left;
  element.style.setProperty('top', `${clamp(top, margin, innerHeight - height - margin)}px`);
  element.style.setProperty('left', `${clamp(left, margin, innerWidth - width - margin)}px`);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
