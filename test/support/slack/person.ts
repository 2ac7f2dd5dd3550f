export { type SlackPerson, slackPerson as person } from '@satu-pintu/playground/people';
