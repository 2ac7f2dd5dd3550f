import { h, type VNode } from './h.ts';

/** Drawn for this page on a 20 × 20 grid, in strokes of the text's colour. */
const paths = {
  door: 'M5 17V4.5A1.5 1.5 0 0 1 6.5 3h7A1.5 1.5 0 0 1 15 4.5V17M3 17h14M12 10.5v.01',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 5.5V10l3 2',
  home: 'M3.5 9.5 10 4l6.5 5.5M5.5 8v8.5h9V8',
  chat: 'M4 4.5h12v9H9L5.5 16.5v-3H4z',
  hash: 'M7.5 3.5 6 16.5M14 3.5l-1.5 13M3.5 7.5h13M3.5 12.5h13',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  mail: 'M3 5h14v10.5H3zM3.5 5.5 10 11l6.5-5.5',
  pulse: 'M2.5 10.5h3.5L8.5 5l3.5 10 2-4.5h3.5',
  help: 'M7.5 7.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.5M10 14.2v.01M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M11.5 4.5 6 10l5.5 5.5',
  plus: 'M10 4v12M4 10h12',
  send: 'M3 10 17 3.5 12.5 17l-3-5.5zM9.5 11.5 17 3.5',
  clip: 'm15.5 9-5.7 5.7a3.6 3.6 0 0 1-5.1-5.1L10.9 3.4a2.4 2.4 0 0 1 3.4 3.4l-6 6a1.2 1.2 0 0 1-1.7-1.7l5.3-5.3',
  bolt: 'M11 2.5 4.5 11.5h4.5l-.5 6L15 8.5h-4.5z',
  dots: 'M4.5 10v.01M10 10v.01M15.5 10v.01',
  thread: 'M4 4h12v8.5H8.5L5 15.5v-3H4zM7 7.2h6M7 9.6h4',
  eye: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  down: 'm5 7.5 5 5 5-5',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  warning: 'M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2v.01',
  file: 'M5.5 2.5h6l3.5 3.5v11.5h-9.5zM11.5 2.5V6H15',
  download: 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12',
  repeat: 'M4 9.5A6 6 0 0 1 15 7M15.5 3.5V7H12M16 10.5A6 6 0 0 1 5 13M4.5 16.5V13H8',
  smile:
    'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.5 8v.01M12.5 8v.01M6.8 11.8c1.6 2.2 4.8 2.2 6.4 0',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  trash: 'M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11',
  pause: 'M7 5v10M13 5v10',
  play: 'M6.5 4.5 15 10l-8.5 5.5z',
  copy: 'M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z',
};

export type IconName = keyof typeof paths;

export function icon(name: IconName): VNode {
  return h(
    'svg',
    { class: 'icon', viewBox: '0 0 20 20', 'aria-hidden': 'true' },
    h('path', { d: paths[name] }),
  );
}
