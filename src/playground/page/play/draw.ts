import { type Jump, jumps } from '../../play/contract.ts';
import { type Child, h, type VNode } from '../dom/h.ts';
import { icon } from '../dom/icons.ts';
import type { Play } from './play.ts';

/** The clock, whose press opens the window; nothing where the bot has a clock of its own. `look`: classes of the page's own lists. */
export function drawClock(play: Play, look: string): VNode | false {
  const { known, t } = play;
  if (!known?.canJump) return false;
  const time = shown(play, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return h(
    `button.clock${look}`,
    { key: 'clock', type: 'button', 'aria-label': t.clock(time), title: t.title, on: { click: play.open } },
    icon('clock'),
    h('span', {}, known.doing ? t.doing[known.doing.what] : time),
  );
}

/** The window, where it is open. What is under way and takes everything away stays in front of every page. */
export function drawPlay(play: Play): VNode | false {
  const { known, isOpen, t } = play;
  if (!known || !isOpen) return false;
  const { doing } = known;
  const stays = doing !== undefined && doing.what !== 'jump';
  return h(
    'dialog.play',
    {
      key: 'play',
      'aria-labelledby': 'play-title',
      placed: openDialog,
      on: {
        cancel: (event) => {
          event.preventDefault();
          if (play.asked) play.ask(undefined);
          else if (!stays) play.close();
        },
      },
    },
    h(
      'header',
      {},
      h('h2', { id: 'play-title' }, play.asked ? t.sure[play.asked] : t.title),
      !stays &&
        h(
          'button.ghost',
          { type: 'button', 'aria-label': t.close, title: t.close, on: { click: play.close } },
          icon('close'),
        ),
    ),
    doing ? drawDoing(play, doing) : play.asked ? drawSure(play, play.asked) : drawChoices(play),
  );
}

function openDialog(element: HTMLElement): void {
  const dialog = element as HTMLDialogElement;
  if (!dialog.open) dialog.showModal();
}

const shown = (play: Play, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(play.language === 'id' ? 'id-ID' : 'en-GB', options).format(play.now());

const fullTime = (play: Play): string => shown(play, { dateStyle: 'full', timeStyle: 'short' });

function drawChoices(play: Play): Child {
  const { t, known } = play;
  return [
    h('p.now', { key: 'now' }, h('span', {}, t.now), h('b', {}, fullTime(play))),
    known?.problem !== undefined &&
      h('p.problem', { key: 'problem', role: 'alert' }, t.failed(known.problem)),
    h(
      'section',
      { key: 'pass' },
      h('h3', {}, t.pass),
      h('p', {}, t.passText),
      h(
        'div.picks',
        {},
        jumps.map((by: Jump) =>
          h('button.pick', { key: by, type: 'button', on: { click: () => play.jump(by) } }, t.jumps[by]),
        ),
      ),
    ),
    known?.canBegin &&
      h(
        'section',
        { key: 'begin' },
        h('h3', {}, t.begin),
        h('p', {}, t.beginText),
        h(
          'div.picks',
          {},
          known.hasHistory &&
            h('button.pick', { type: 'button', on: { click: () => play.ask('history') } }, t.beginHistory),
          h('button.pick', { type: 'button', on: { click: () => play.ask('begin') } }, t.beginEmpty),
        ),
      ),
  ];
}

function drawSure(play: Play, what: 'begin' | 'history'): Child {
  const { t } = play;
  return [
    h('p', { key: 'text' }, t.sureText[what]),
    h(
      'footer',
      { key: 'answers' },
      h(
        'button.pick',
        { type: 'button', autofocus: true, on: { click: () => play.ask(undefined) } },
        t.cancel,
      ),
      h('button.pick.danger', { type: 'button', on: { click: play.begin } }, t.yes),
    ),
  ];
}

function drawDoing(play: Play, { what, done }: { what: 'jump' | 'begin' | 'history'; done: number }): Child {
  const { t } = play;
  return [
    h('p.now', { key: 'now', role: 'status' }, h('span', {}, t.doing[what]), h('b', {}, fullTime(play))),
    h(
      'progress',
      {
        key: 'progress',
        'aria-label': t.doing[what],
        ...(what !== 'begin' && { value: String(done), max: '1' }),
      },
      null,
    ),
    h('p', { key: 'text' }, t.doingText[what]),
  ];
}
