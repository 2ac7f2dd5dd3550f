import type { Language } from '../contract.ts';
import type { Faults } from '../faults.ts';
import type { Changes, Journal } from '../journal.ts';
import type { Store } from '../store.ts';
import type { AppManifest } from './contract/app.ts';
import { type BotAddress, Deliveries, type RetryDelays } from './deliver.ts';
import { Events } from './events.ts';
import { Membership } from './membership.ts';
import { Payloads } from './payloads.ts';
import { PostingLimit } from './posting-limit.ts';
import { ResponseUrls } from './response-urls.ts';
import { SocketMode } from './socket-mode.ts';
import { Triggers } from './triggers.ts';
import { Uploads } from './uploads.ts';
import { Views } from './views.ts';
import { Workspace } from './workspace.ts';

/** The parts of the local Slack, as its Web API and the acting persons use them. */
export interface Slack {
  workspace: Workspace;
  views: Views;
  triggers: Triggers;
  uploads: Uploads;
  responseUrls: ResponseUrls;
  postingLimit: PostingLimit;
  payloads: Payloads;
  deliveries: Deliveries;
  events: Events;
  membership: Membership;
  sockets: SocketMode;
  journal: Journal;
  faults: Faults;
  changes: Changes;
  bot: BotAddress;
  /** Where this Slack answers, e.g. `http://127.0.0.1:40123`. */
  baseUrl: string;
  /** The page that people have open, where a permalink leads. */
  pageUrl: string;
}

export function createSlack(options: {
  store: Store;
  /** What the clock shows, in milliseconds. */
  now(): number;
  changes: Changes;
  journal: Journal;
  faults: Faults;
  manifest: AppManifest;
  /** Of people who have none of their own. */
  language: Language;
  baseUrl: string;
  pageUrl: string;
  botUrl: string | null;
  retryDelays: RetryDelays;
  limitPosting: boolean;
  /** How long an answer may take, and a trigger lives. */
  ackLimitMs: number;
}): Slack {
  const { store, changes, journal, faults, baseUrl } = options;
  const workspace = new Workspace(store, changes, options.manifest, options.language, options.now);
  const views = new Views(store, changes);
  const sockets = new SocketMode(workspace.app.appId);
  const bot: BotAddress = {
    urls: options.botUrl === null ? [] : [options.botUrl],
    signingSecret: workspace.secrets.signingSecret,
  };
  const payloads = new Payloads(workspace, baseUrl);
  const deliveries = new Deliveries({
    bot,
    sockets,
    journal,
    faults,
    retryDelays: options.retryDelays,
    ackLimitMs: options.ackLimitMs,
  });
  const events = new Events({ workspace, views, payloads, deliveries });
  return {
    workspace,
    views,
    triggers: new Triggers(options.ackLimitMs),
    uploads: new Uploads(),
    responseUrls: new ResponseUrls(baseUrl),
    postingLimit: new PostingLimit(options.limitPosting),
    payloads,
    deliveries,
    events,
    membership: new Membership(workspace, events),
    sockets,
    journal,
    faults,
    changes,
    bot,
    baseUrl,
    pageUrl: options.pageUrl,
  };
}
