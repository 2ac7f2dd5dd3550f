import * as z from 'zod';

/** The content type under which Teams hands over a file of a personal chat. */
const fileType = 'application/vnd.microsoft.teams.file.download.info';

const schema = z.looseObject({
  type: z.string(),
  id: z.string().max(500).default(''),
  name: z.string().optional(),
  action: z.string().optional(),
  /** Of a press: the message that has the button. */
  replyToId: z.string().max(500).nullish(),
  channelId: z.string(),
  serviceUrl: z.string().max(500),
  locale: z.string().max(40).optional(),
  from: z.looseObject({
    id: z.string().max(300),
    aadObjectId: z.string().max(100).optional(),
    tenantId: z.string().max(100).optional(),
  }),
  recipient: z.looseObject({ id: z.string(), isTargeted: z.boolean().nullish() }),
  conversation: z.looseObject({
    id: z.string().max(500),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
  }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string().optional() }).optional(),
      channel: z.looseObject({ type: z.string().optional() }).optional(),
      team: z
        .looseObject({ id: z.string().max(500).optional(), aadGroupId: z.string().max(100).optional() })
        .optional(),
    })
    .optional(),
  entities: z
    .array(
      z.looseObject({
        type: z.string().optional(),
        mentioned: z.looseObject({ id: z.string().optional() }).nullish(),
        text: z.string().nullish(),
      }),
    )
    .nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z
    .array(
      z.looseObject({
        contentType: z.string().default(''),
        name: z.string().nullish(),
        content: z.unknown().optional(),
      }),
    )
    .nullish(),
});

/** What Teams delivers, as far as we read it. */
export type Activity = z.infer<typeof schema>;

/** Null for anything that is no activity. */
export function readActivity(body: unknown): Activity | null {
  const parsed = schema.safeParse(body);
  return parsed.success && isWebAddress(parsed.data.serviceUrl) ? parsed.data : null;
}

const mostProblems = 5;

/** What makes it none: by the fields, without anything that stands in them. */
export function problemsIn(body: unknown): string[] {
  const parsed = schema.safeParse(body);
  if (parsed.success) return isWebAddress(parsed.data.serviceUrl) ? [] : ['serviceUrl: no web address'];
  const issues = parsed.error.issues.slice(0, mostProblems);
  return issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
}

/** What is said in an activity in its sender's own terms: there a null may mean something. */
const opaque = ['value', 'content'];

/** A delivery as the SDK takes it: without nulls, and without entities that say of nothing what they are, at which it fails. */
export function cleaned(body: unknown): unknown {
  const given = withoutNulls(body);
  const { entities } = (given ?? {}) as { entities?: unknown };
  if (!Array.isArray(entities)) return given;
  return { ...(given as object), entities: entities.filter(isTold) };
}

const isTold = (entity?: { type?: unknown; mentioned?: unknown }): boolean =>
  typeof entity?.type === 'string' && (entity.type !== 'mention' || entity.mentioned !== undefined);

/** A null says of an optional field what its absence says. */
function withoutNulls(body: unknown): unknown {
  if (Array.isArray(body)) return body.filter((one) => one !== null).map(withoutNulls);
  if (typeof body !== 'object' || !body) return body;
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, each]) => {
      if (each === null) return [];
      return [[name, opaque.includes(name) ? each : withoutNulls(each)]];
    }),
  );
}

function isWebAddress(address: string): boolean {
  try {
    return ['https:', 'http:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/**
 * Every tenant that an activity names as the one that it is for. A shared channel, and a group chat, is of one tenant: whoever joins there from
 * another may be said to be of theirs.
 */
export function tenantsOf(activity: Activity): string[] {
  const hosting = activity.conversation.tenantId;
  const named = isPersonal(activity) || !hosting ? [activity.channelData?.tenant?.id, hosting] : [hosting];
  return named.filter((tenant): tenant is string => tenant !== undefined);
}

/** The tenant that whoever did this is said to be of, where it is said. */
export function tenantOfSender({ from, channelData }: Activity): string | undefined {
  return from.tenantId ?? channelData?.tenant?.id;
}

/** Whether people of other organisations may read what stands there. */
export function isShared({ channelData }: Activity): boolean {
  return channelData?.channel?.type === 'shared';
}

export function isPersonal(activity: Activity): boolean {
  return activity.conversation.conversationType === 'personal';
}

/** The channel of a conversation that may be one of its threads: what is posted to it starts a thread. */
export function withoutThread(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

/** The message that a thread hangs on, of a conversation that is a channel's. */
export function threadOf({ conversation, id }: Activity): string {
  return /;messageid=(\d+)/.exec(conversation.id)?.[1] ?? id;
}

/** Written among others to the bot alone: nobody else sees it. */
export function isTargeted({ recipient }: Activity): boolean {
  return recipient.isTargeted === true;
}

/** A bot that may read its team's messages hears also those that are not for it. */
export const isAddressed = (activity: Activity): boolean =>
  mentionsIn(activity).length > 0 || isTargeted(activity);

function mentionsIn({ entities, recipient }: Activity) {
  return (entities ?? []).filter(
    ({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id,
  );
}

/** A message's words but for our own name: Teams may send them as it shows them, with breaks and spaces of HTML. */
export function typedIn(activity: Activity): string {
  return mentionsIn(activity)
    .reduce((words, { text }) => (text ? words.replace(text, '') : words), activity.text ?? '')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const sent = z.looseObject({
  data: z.unknown().optional(),
  action: z.looseObject({ data: z.unknown().optional() }).nullish(),
});

/** What a press sends along: the button's own data and what stood in the inputs. */
export function dataIn({ value }: Activity): unknown {
  const { data, action } = sent.safeParse(value).data ?? {};
  return action ? action.data : data;
}

/**
 * What the HTML of a message names that has files or cards with it: a file by a GUID. A quotation is named by the number of the message that it
 * quotes, and is none.
 */
export function namesAttachment({ attachments }: Activity): boolean {
  return (attachments ?? []).some(
    ({ contentType, content }) =>
      contentType === 'text/html' &&
      typeof content === 'string' &&
      /<attachment\b(?![^<>]*\bid="\d+")/i.test(content),
  );
}

/**
 * The message that a reply in a personal chat quotes, and what is said to it: Teams has no threads there, and puts the quotation into the
 * message's own HTML, with the quoted one's id.
 */
export function quotedIn({ attachments }: Activity): { message: string; text: string } | null {
  for (const { contentType, content } of attachments ?? []) {
    if (contentType !== 'text/html' || typeof content !== 'string') continue;
    const [quotation, tag] =
      /(<blockquote\b[^>]*schema\.skype\.com\/Reply[^>]*>)[\s\S]*?<\/blockquote>/i.exec(content) ?? [];
    const [, message] = /\bitemid="(\d{1,30})"/i.exec(tag ?? '') ?? [];
    if (quotation && message) return { message, text: wordsOf(content.replace(quotation, '')) };
  }
  return null;
}

/** What a message's HTML says, with the breaks between its paragraphs. */
const wordsOf = (html: string): string =>
  html
    .replace(/<br\s*\/?>|<\/(?:p|div)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .trim();

const sharedFile = z.looseObject({
  downloadUrl: z.url({ protocol: /^https?$/ }),
  uniqueId: z.string().max(200),
});

/** Files that somebody sent, with the address that hands them out for a while. */
export function filesIn(
  activity: Activity,
): { source: string; name: string; size: number; address: string }[] {
  return (activity.attachments ?? []).flatMap((attachment) => {
    const file = attachment.contentType === fileType ? sharedFile.safeParse(attachment.content) : undefined;
    if (!file?.success) return [];
    const { uniqueId, downloadUrl } = file.data;
    // Teams does not say how large a file is: that shows when it is fetched.
    return [
      {
        source: sourceOf(activity, activity.id, uniqueId),
        name: attachment.name ?? uniqueId,
        size: 0,
        address: downloadUrl,
      },
    ];
  });
}

/**
 * What a file is known by. In a channel whoever drops one again under its old name replaces it, under the same id: the message is part of
 * what makes it one.
 */
export function sourceOf(activity: Activity, message: string, file: string): string {
  return isPersonal(activity) ? `teams:${file}` : `teams:${message}:${file}`;
}
