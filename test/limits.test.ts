import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetching, maxAttachmentBytes, maxAttachments } from '../src/attachments/attachments.ts';
import { maxDailyBytes } from '../src/attachments/kept.ts';
import { lockedMs, mostFailures as mostWrongOfPhone } from '../src/authenticators/authenticators.ts';
import { clickDeadlineMs, perAccount, perTypist } from '../src/chat/answering.ts';
import { bodyLimits } from '../src/core/bodies.ts';
import { projectRoot } from '../src/core/root.ts';
import { places } from '../src/db/places.ts';
import { askers as askersOfLog } from '../src/desks/front/audit/endpoints.ts';
import { mostChosen } from '../src/desks/front/several/choose.ts';
import { mostLogins } from '../src/desks/satker/logins.ts';
import { mostFailures as mostWrongOfNik } from '../src/desks/satker/pages/login.ts';
import { maxBytes as maxLoginsBytes, windowSeconds } from '../src/desks/satker/webhook.ts';
import { askers } from '../src/desks/signature/certificates/responder.ts';
import { readEnv } from '../src/env.ts';
import { maxCharacters, maxColumns, maxRows, maxSheetBytes } from '../src/imports/arrived.ts';
import { mostRehearsed } from '../src/imports/rehearsal.ts';
import { lanes } from '../src/jobs/enqueue.ts';
import { concurrency } from '../src/jobs/runner.ts';
import { connections } from '../src/jobs/worker.ts';
import { working } from '../src/pades/threads.ts';
import { printing } from '../src/paper/press.ts';
import { remarksPerMinute } from '../src/people/admission.ts';
import { maxBodyBytes as maxSlackBytes } from '../src/platforms/slack/app.ts';
import { maxBodyBytes as maxTeamsBytes } from '../src/platforms/teams/app.ts';
import { mostDecisions } from '../src/records/several/rows.ts';
import { maxInflated } from '../src/spreadsheets/reader.ts';
import { maxRatio } from '../src/spreadsheets/worker/archive.ts';
import { mostWrong, mostWrongADay } from '../src/web/chat-codes.ts';
import { addressLimits, perAddress } from '../src/web/limits.ts';
import { mailboxLetters } from '../src/web/mailbox-letters.ts';
import { mostCodes, mostLetters } from '../src/web/pages/card.ts';
import { captchaAfter } from '../src/web/pages/login.ts';
import { looking } from '../src/web/password/turns.ts';
import { titlesOf } from './support/titles.ts';

const usual = readEnv({ PLAYGROUND: 'true' });
const number = (value: number) => value.toLocaleString('en');
const minutes = (ms: number) => ms / 60_000;
const mb = (bytes: number) => `${number(bytes / 1024 / 1024)} MB`;
const ofAddress = ({ limit, windowMs }: { limit: number; windowMs: number }) =>
  windowMs === 60_000 ? `${limit} a minute` : `${limit} in ${minutes(windowMs)} minutes`;
const inAll = (all: Record<string, number>) => Object.values(all).reduce((sum, one) => sum + one, 0);
/** What is the same in several places is one figure. */
const same = <T>(...figures: T[]): T => {
  const [first] = figures;
  for (const figure of figures) expect(figure).toEqual(first);
  return first as T;
};

interface Row {
  what: string;
  /** As the code has it. */
  most: string;
  setting?: string;
  /** The tests that reach it and go one further, each by its file and by what it says of itself. */
  shownBy: Record<string, string>;
}

/** Every limit, by whom it is of. */
const limits: Record<string, Row[]> = {
  'one person': [
    {
      what: 'submits at all desks together, counted',
      most: `${usual.SUBMISSIONS_PER_MINUTE} a minute`,
      setting: '`SUBMISSIONS_PER_MINUTE`',
      shownBy: { 'people/admission': 'is so many in a minute, of all that come at the same moment' },
    },
    {
      what: 'open at a desk at the same time, counted',
      most: `${usual.OPEN_SUBMISSIONS}`,
      setting: '`OPEN_SUBMISSIONS`',
      shownBy: { 'people/admission': 'is so many that wait for a decision' },
    },
    {
      what: 'open requests for one applicant and platform system (U-22)',
      most: '1',
      shownBy: {
        'flows/request': 'U-22 refuses a second one for whoever asks at its field',
        'races/twice': 'ends with one, of however many are sent at the same moment',
      },
    },
    {
      what: 'questions, answers and comments, counted',
      most: `${remarksPerMinute} a minute`,
      shownBy: { 'security/remarks': 'is so much in a minute, in threads and in forms together' },
    },
    {
      what: 'clicks and commands under way; more wait in turn',
      most: `${perAccount.each}, then ${perAccount.waitingEach} wait`,
      shownBy: { 'chat/shares': 'is refused in words beyond what can be answered in time' },
    },
    {
      what: 'searches as they type',
      most: `${perTypist.each}, the newest counts`,
      shownBy: { 'chat/shares': 'of what waits only the newest' },
    },
    {
      what: 'clicks whose answer takes long',
      most: `${clickDeadlineMs / 1000} s, then told so`,
      setting: '`PATIENCE`, for local chats',
      shownBy: { 'reliability/acks': 'is said at the field in time, keeps what was typed' },
    },
    {
      what: 'files they bring, counted',
      most: `${mb(maxDailyBytes)} a day`,
      shownBy: { 'races/quotas': 'a day takes what it holds', 'security/files': 'too many for one day' },
    },
    {
      what: 'size of a file · of one that is signed',
      most: `${mb(maxAttachmentBytes)} · ${usual.SIGNING_MAX_MB} MB`,
      setting: '· `SIGNING_MAX_MB`',
      shownBy: {
        'flows/attachments': 'are refused at their field by size',
        'security/files': 'may be larger where a desk says so',
      },
    },
    {
      what: 'files of a form',
      most: `${maxAttachments}`,
      shownBy: { 'security/files': 'are so many of a form, and one more is refused at its field' },
    },
    {
      what: 'files on their way at once; more wait in turn',
      most: `${fetching.each} of them, then ${fetching.waitingEach} wait; ${fetching.atOnce} in all`,
      shownBy: { 'security/files': 'are fetched so many at once, of one person and in all' },
    },
    {
      what: 'records that are decided together, in a form · in a workbook',
      most: `${mostChosen} · ${number(mostDecisions)}`,
      shownBy: { 'records/several': 'holds 2,000 decisions, and a file with one more is refused' },
    },
    {
      what: 'wrong codes of an authenticator in a row, counted',
      most: `${mostWrongOfPhone}, then ${minutes(lockedMs)} minutes`,
      shownBy: {
        'authenticators/authenticators': 'is not looked at for fifteen minutes after five wrong ones',
      },
    },
    {
      what: 'codes for a card on a page, counted',
      most: `${mostCodes.number} in ${minutes(mostCodes.windowMs)} minutes, ${mostWrong} wrong a link, ${mostWrongADay} wrong a day`,
      shownBy: { 'flows/from-the-mail': 'sends so many codes in a while and no more' },
    },
    {
      what: 'letters that a visitor asks for at one mailbox, counted',
      most: `${mailboxLetters.most} in ${minutes(mailboxLetters.windowMs)} minutes; of a card ${mostLetters.number} an hour`,
      shownBy: {
        'web/limits': 'go to one mailbox so often and no more',
        'flows/from-the-mail': 'sends another letter to one reader so often in an hour',
      },
    },
    {
      what: 'papers being written, PDF files being read',
      most: `${same(printing.each, working.each)}, then ${same(printing.waitingEach, working.waitingEach)} wait`,
      shownBy: {
        'paper/press': 'so many of one asker wait, one more is refused',
        'pades/threads': 'so many of one asker wait, one more is refused',
      },
    },
  ],
  'one address': [
    {
      what: 'pages, counted',
      most: ofAddress(addressLimits.any),
      setting: '`TRUSTED_PROXIES` says whose',
      shownBy: { 'web/limits': 'is done up to its limit', 'security/limits': 'hold over all replicas' },
    },
    {
      what: 'pages at once; more wait in turn',
      most: `${perAddress.each}, then ${perAddress.waitingEach} wait`,
      shownBy: { 'web/limits': 'are made so many at once, wait in turn' },
    },
    {
      what: 'logins that fail, counted',
      most: `${ofAddress(addressLimits.login)}; a captcha after ${captchaAfter.address}, or ${captchaAfter.userId} of one User ID`,
      shownBy: {
        'web/limits': 'is failing so often before it is asked for a captcha',
        'web/portal': 'asks for a proof of work after failures',
      },
    },
    {
      what: 'pages that send a letter, counted',
      most: ofAddress(addressLimits.mail),
      shownBy: { 'web/limits': 'is done up to its limit' },
    },
    {
      what: 'pages that are opened by a link, counted',
      most: ofAddress(addressLimits.token),
      shownBy: { 'security/limits': 'hold over all replicas' },
    },
    {
      what: 'pages that make us compute · bring files, counted',
      most: `${ofAddress(addressLimits.compute)} · ${ofAddress(addressLimits.upload)}`,
      shownBy: { 'web/limits': 'is done up to its limit' },
    },
    {
      what: 'passwords being looked at',
      most: `half of the cores; ${looking.waitingEach} wait`,
      shownBy: { 'web/limits': 'are so many of one address and in all' },
    },
  ],
  'one NIK': [
    {
      what: 'wrong passwords at DIGIT, counted',
      most: `${mostWrongOfNik} in 15 minutes`,
      shownBy: {
        'web/satker': 'takes no password of a NIK after four wrong ones',
        'security/limits': 'reach DIGIT four times',
      },
    },
  ],
  'one spreadsheet': [
    {
      what: 'size · rows · columns · characters',
      most: `${mb(maxSheetBytes)} · ${number(maxRows)} · ${maxColumns} · ${Math.round(maxCharacters / 1e6)} million`,
      shownBy: {
        'imports/limits': 'is so many rows, and one with more is refused',
        'spreadsheets/guard': 'counts a text for every cell that names it',
      },
    },
    {
      what: 'how much it inflates',
      most: `${maxRatio} times, ${maxInflated / 1024 ** 3} GB`,
      shownBy: { 'spreadsheets/guard': 'refuses what compresses too well before it is inflated' },
    },
  ],
  'all of them': [
    {
      what: 'spreadsheets being read, over all replicas; more wait in turn',
      most: '1',
      shownBy: {
        'imports/limits': 'is read by itself: all that is given waits in one queue',
        'reliability/jobs': 'of one queue run one at a time',
      },
    },
  ],
  'an import': [
    {
      what: 'rows that are rehearsed before it (A-12)',
      most: number(mostRehearsed),
      shownBy: { 'imports/limits': 'is as many as are written at once; of more it is said' },
    },
  ],
  'the webhook of logins': [
    {
      what: 'size · logins a delivery · age of its signature',
      most: `${mb(maxLoginsBytes)} · ${number(mostLogins)} · ${windowSeconds / 60} minutes`,
      shownBy: { 'security/logins-webhook': 'takes a batch of 10,000' },
    },
  ],
  'whoever has signed nothing yet': [
    {
      what: 'size of a delivery, Slack · Teams',
      most: `${mb(maxSlackBytes)} · ${maxTeamsBytes / 1024} KB`,
      shownBy: {
        'platforms/slack-signature': 'is read up to its limit and refused beyond it',
        'security/teams': 'too large or no POST is refused as such',
      },
    },
    {
      what: 'half-sent bodies together',
      most: `${mb(bodyLimits.totalBytes)}; the largest goes`,
      shownBy: { 'security/bodies': 'the largest goes' },
    },
    {
      what: 'time to send one',
      most: `${bodyLimits.withinMs / 1000} s`,
      shownBy: { 'security/bodies': 'are given up on when they do not come in time' },
    },
  ],
  'who reads certificates, or the log': [
    {
      what: 'at once; more wait in turn',
      most: `${same(askers, askersOfLog).each}, then ${askers.waitingEach} wait`,
      shownBy: { 'security/operations': 'leaves the jobs theirs, however many ask for lists' },
    },
  ],
  'one conversation': [
    {
      what: 'what Slack or Teams put off waits alone, in its order',
      most: 'as long as they say',
      shownBy: { 'platforms/calls': 'wait in that conversation alone' },
    },
  ],
  'a replica': [
    {
      what: 'connections to PostgreSQL',
      most: `${inAll(places) + connections}: ${places.clicks} for clicks, ${places.portal} for the portal, ${places.files} for files, ${places.jobs} for jobs, ${connections} for the worker and what listens`,
      shownBy: { 'security/limits': 'have places of the database of their own: pages and chat go on' },
    },
    {
      what: 'jobs at once · letters · what visitors cause · what one act on many records causes',
      most: `${concurrency} · ${lanes.mail.atOnce} · ${lanes.visitors.atOnce} and ${lanes['visitors mail'].atOnce} · ${lanes.bulk.atOnce}`,
      shownBy: {
        'reliability/jobs': 'run so many at once on one worker',
      },
    },
  ],
};

const operations = readFileSync(path.join(projectRoot, 'docs/operations.md'), 'utf8');

describe('the table of limits', () => {
  it('I-3 says what the code says, and by which tests each is shown', () => {
    const table = operations.split('## 8. Limits')[1] ?? '';
    const written = table.split('\n').filter((line) => /^\| (?!of whom )/.test(line));
    const expected = Object.entries(limits).flatMap(([whom, rows]) =>
      rows.map(({ what, most, setting = '', shownBy }, n) => {
        const files = Object.keys(shownBy).map((file) => `\`${file}\``);
        return `| ${[n === 0 ? whom : '', what, most, setting, files.join(', ')].join(' | ')} |`.replaceAll(
          '  ',
          ' ',
        );
      }),
    );
    expect(written).toEqual(expected);
  });

  it('names tests that there are', () => {
    for (const { shownBy } of Object.values(limits).flat())
      for (const [file, says] of Object.entries(shownBy)) {
        expect(
          titlesOf(`${file}.test.ts`).filter((title) => title.includes(says)),
          `${file}: ${says}`,
        ).toHaveLength(1);
      }
  });
});
