import type { Person } from '../slack/contract/workspace.ts';
import { remember } from './memory.ts';
import { type App, type Page, roles } from './state.ts';

/** One thing for a newcomer to try, with the person or page that it needs. */
export interface GuideStep {
  text: string;
  ask?: { label: string; command: string; person: string };
  become?: Person;
  open?: 'mailbox' | 'inspector';
}

/** The path of one request through the sample organisation; steps whose people are not there are left out. */
export function guideSteps(app: App): GuideStep[] {
  const { t } = app;
  const people = roles(app);
  const called = (name: string) => people.find((person) => person.name.split('.')[0] === name);
  const asker = called('rina') ?? people[0];
  const commands = app.state.screen?.app.commands ?? [];
  const command = (commands.find((each) => each.command === '/userid') ?? commands[0])?.command;
  const decider = called('bima');
  const others = ['dewi', 'agus', 'eko'].flatMap((name) => called(name) ?? []);
  const steps: GuideStep[] = [];
  if (asker && command) {
    const text = t.guideAsk(asker.realName, command);
    steps.push({ text, ask: { label: t.guideAskDo(command), command, person: asker.id } });
  }
  if (decider) steps.push({ text: t.guideDecide(decider.realName), become: decider });
  const [next] = others;
  if (next) steps.push({ text: t.guideOthers(others.map(firstName).join(', ')), become: next });
  steps.push({ text: t.guideMail, open: 'mailbox' });
  steps.push({ text: t.guideInspect, open: 'inspector' });
  return steps;
}

export function firstName(person: Person): string {
  return person.realName.split(' ')[0] ?? person.realName;
}

/** Goes on when somebody does what the step asks, whichever way they do it. */
export function followGuide(app: App, event: { became?: Person; opened?: Page['kind'] }): void {
  const { guide } = app.state;
  if (!guide.open) return;
  const done = guideSteps(app).findIndex(
    ({ become, open }, index) =>
      index > guide.step &&
      ((event.became !== undefined && become?.id === event.became.id) ||
        (event.opened !== undefined && open === event.opened)),
  );
  if (done !== -1) turnGuide(app, done);
}

export function turnGuide(app: App, step: number): void {
  app.state.guide = { step, open: true };
  remember('guide', app.state.guide);
  app.redraw();
}

export function hideGuide(app: App): void {
  app.state.guide = { step: 0, open: false };
  remember('guide', app.state.guide);
  app.redraw();
}
