import { action } from '../../../chat/action.ts';
import type { Card, Part } from '../../../chat/card.ts';
import type { Context } from '../../../core/context.ts';
import { Refusal } from '../../../core/errors.ts';
import { formatNumber, msg } from '../../../core/texts/index.ts';
import { audit } from '../../../db/audit.ts';
import { workbookTemplate } from '../../../imports/template.ts';
import { NeighbourDown } from '../../../neighbours/http/down.ts';
import { madeSheetCard } from '../../../web/download-card.ts';
import { requireManager } from '../cards/facts.ts';
import type { DeskDeps } from '../deps.ts';
import { accountColumns } from './columns.ts';
import { enqueueHub } from './hub.ts';

/** The registration form as an .xlsx, in the language of whoever asks for it (P-1). */
export async function templateCard(ctx: Context, deps: DeskDeps): Promise<Card> {
  requireManager(ctx);
  const { t } = ctx;
  return madeSheetCard(ctx, deps, {
    name: t('partnerAccount.template.file'),
    content: await workbookTemplate(t, [{ name: msg('partnerAccount.kindName'), columns: accountColumns }], {
      intro: t('partnerAccount.template.send'),
    }),
    title: t('partnerAccount.template.title'),
    text: t('partnerAccount.template.send'),
  });
}

const shownRefusals = 8;

/** Accounts that the hub has still to write or to end, or would not. */
const untold = `SELECT person_id, account_name AS account, hub_refusal AS refusal FROM partner_account WHERE position_code IS NULL
  UNION ALL SELECT NULL, account_name, refusal FROM partner_withdrawal WHERE told_at IS NULL`;

/** Whether the directory hub is connected, asked live, and what it still has to be told (P-3). */
export async function hubCard(ctx: Context, deps: DeskDeps): Promise<Card> {
  requireManager(ctx);
  const { t } = ctx;
  const { directoryHub } = deps;
  if (!directoryHub) throw new Refusal(msg('partnerAccount.hub.none'));
  const state = await directoryHub.state().catch((error) => {
    if (error instanceof NeighbourDown) return null;
    throw error;
  });
  const [counted] = await deps.db.query<{ waiting: number; refused: number }>(
    `SELECT count(*) FILTER (WHERE refusal IS NULL)::int AS waiting, count(refusal)::int AS refused FROM (${untold}) u`,
  );
  const refusals = await deps.db.query<{ account: string; reason: string }>(
    `SELECT account, refusal AS reason FROM (${untold}) u WHERE refusal IS NOT NULL ORDER BY person_id DESC NULLS LAST, account
     LIMIT $1`,
    [shownRefusals],
  );
  const reason = !state ? t('partnerAccount.hub.notAnswering') : state.connected ? null : state.reason;
  const refused = counted?.refused ?? 0;
  return {
    title: `${t('partnerAccount.hub.title')}${directoryHub.sandbox ? ' (sandbox)' : ''}`,
    status: state?.connected
      ? { text: t('partnerAccount.hub.connected'), tone: 'good' }
      : { text: t('partnerAccount.hub.disconnected'), tone: 'bad' },
    parts: [
      ...(reason ? [{ type: 'text', text: `⚠️ ${reason}` } satisfies Part] : []),
      {
        type: 'facts',
        facts: [
          ...(state ? [{ label: t('partnerAccount.hub.name'), value: state.name }] : []),
          { label: t('partnerAccount.hub.waiting'), value: formatNumber(t.language, counted?.waiting ?? 0) },
          { label: t('partnerAccount.hub.refused'), value: formatNumber(t.language, refused) },
        ],
      },
      ...(refusals.length > 0
        ? [
            {
              type: 'quote',
              label: t('partnerAccount.hub.refusedLabel'),
              text: refusals.map((one) => `• ${one.account}: ${one.reason}`).join('\n'),
            } satisfies Part,
          ]
        : []),
      { type: 'text', text: t('partnerAccount.hub.hint'), subtle: true },
    ],
    buttons:
      refused > 0
        ? [{ label: t('partnerAccount.hub.again'), does: { action: action('partner.hub-again') } }]
        : [],
  };
}

/** Has accounts that the hub refused written, or ended, there once more; answers how many. */
export async function sendRefusedAgain(ctx: Context, { db }: DeskDeps): Promise<number> {
  requireManager(ctx);
  return db.transaction(ctx, async (tx) => {
    const again = await tx.query(
      `WITH ending AS (UPDATE partner_withdrawal SET refusal = NULL WHERE refusal IS NOT NULL RETURNING 1),
         writing AS (UPDATE partner_account SET hub_refusal = NULL WHERE hub_refusal IS NOT NULL RETURNING 1)
       SELECT * FROM ending UNION ALL SELECT * FROM writing`,
    );
    if (again.length === 0) return 0;
    await audit(tx, {
      at: ctx.now,
      actor: ctx.actor,
      surface: ctx.surface,
      action: 'partner.hubAgain',
      subject: 'partner-hub:1',
      data: { accounts: again.length },
    });
    await enqueueHub(tx);
    return again.length;
  });
}
