import { startPlayground } from '../index.ts';
import { options } from './harness.ts';

/** A playground of its own process, to be killed: `tsx child.ts <state directory>`. */
const playground = await startPlayground(options({ stateDir: process.argv[2] ?? '' }));
const { slackApiUrl, botToken, smtpUrl } = playground;
process.stdout.write(`${JSON.stringify({ slackApiUrl, botToken, smtpUrl })}\n`);
