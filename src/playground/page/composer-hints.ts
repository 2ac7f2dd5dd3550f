import type { SlashCommand } from '../slack/contract/app.ts';
import { type App, type Composer, roles } from './state.ts';

/** Something to complete what is being typed with. */
export interface Hint {
  key: string;
  label: string;
  /** Arguments of a command. */
  usage?: string;
  note: string;
  /** The whole text after choosing it. */
  text: string;
}

/** Slack's own command for bringing somebody in. */
const invite = (app: App) => ({
  command: '/invite',
  description: app.t.inviteCommand,
  usageHint: app.t.inviteUsage,
});

function commandsOf(app: App): SlashCommand[] {
  return [...(app.state.screen?.app.commands ?? []), invite(app)];
}

/** Commands while the first word of a line is typed, people after an `@`. */
export function hintsFor(app: App, composer: Composer, isThread: boolean): Hint[] {
  const { text } = composer;
  if (/^\/\S*$/.test(text) && !isThread) return commandHints(app, text);
  const mention = /(^|\s)@([\p{L}\p{N}.-]*)$/u.exec(text);
  return mention ? peopleHints(app, text, mention[2] ?? '') : [];
}

function commandHints(app: App, text: string): Hint[] {
  return commandsOf(app)
    .filter(({ command }) => command.startsWith(text))
    .map(({ command, description = '', usageHint = '' }) => ({
      key: command,
      label: command,
      usage: usageHint,
      note: description,
      text: `${command} `,
    }));
}

function peopleHints(app: App, text: string, typed: string): Hint[] {
  const { screen } = app.state;
  const bot = app.state.people.filter((person) => person.id === screen?.app.botUser);
  const before = text.slice(0, text.length - typed.length);
  return [...bot, ...roles(app)]
    .filter(({ realName, name }) => `${realName} ${name}`.toLowerCase().includes(typed.toLowerCase()))
    .slice(0, 8)
    .map(({ id, name, realName, title }) => ({
      key: id,
      label: realName,
      note: `@${name} ${title}`,
      text: `${before}${name} `,
    }));
}

/** How the command that is being typed goes on. */
export function usageOf(app: App, text: string): string {
  const word = /^(\/\S+) $/.exec(text)?.[1];
  const command = commandsOf(app).find((each) => each.command === word);
  return command?.usageHint ?? '';
}
