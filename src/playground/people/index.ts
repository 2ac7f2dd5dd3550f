/**
 * People for black-box tests of a bot: they act and look as a user does, by the words on the screen, and wait for what they look
 * for. The same test plays on both platforms (`ChatPerson`, `Modal`); a platform's own people can what only it has.
 */
export * from './door.ts';
export { mail } from './mail.ts';
export type * from './person.ts';
export { slackDoor } from './slack/door.ts';
export { type SlackPerson, slackPerson } from './slack/person.ts';
export { teamsDoor } from './teams/door.ts';
export { type TeamsPerson, teamsPerson } from './teams/person.ts';
export type { Said, TeamsWays } from './teams/ways.ts';
export type { Wanted } from './wanted.ts';
