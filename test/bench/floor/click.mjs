// The decision of one stage, written straight down: Bolt, `pg`, one handler, prepared statements, no checks of rights. Where
// CAUSES names a file, also all that it causes, of the size of the real thing and without any note of it: the messages and the
// letter, over connections that are kept.
import { readFileSync } from 'node:fs';
import bolt from '@slack/bolt';
import { createTransport } from 'nodemailer';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const {
  team_id: team,
  bot_id: botId,
  user_id: botUserId,
} = await (await fetch(`${process.env.SLACK_API_URL}auth.test`, { method: 'POST' })).json();

const causes = process.env.CAUSES
  ? JSON.parse(readFileSync(process.env.CAUSES, 'utf8'))
  : { messages: [], letters: [] };
const mail = createTransport({ url: process.env.SMTP_URL, pool: true, maxConnections: 3 });

const app = new bolt.App({
  receiver: new bolt.HTTPReceiver({
    signingSecret: process.env.SLACK_SIGNING_SECRET,
    endpoints: '/slack/events',
  }),
  authorize: async () => ({ botToken: process.env.SLACK_BOT_TOKEN, botId, botUserId, teamId: team }),
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  convoStore: false,
});

app.view('form', async ({ ack, body, view, client: slack }) => {
  const [, id, key, , stage] = JSON.parse(view.private_metadata).s;
  const reason = view.state.values.reason.input.value;
  const now = new Date();
  const person = (
    await pool.query({
      name: 'who',
      text: `SELECT p.id, p.name, p.email, p.registered, p.language, i.locale, i.last_active_at,
               coalesce((SELECT json_agg(json_build_object('role', g.role, 'unitId', g.unit_id))
                         FROM role_grant g WHERE g.person_id = p.id AND g.withdrawn_at IS NULL), '[]') AS roles
             FROM chat_identity i JOIN person p ON p.id = i.person_id AND p.active
             WHERE i.platform = $1 AND i.tenant = $2 AND i.external_id = $3`,
      values: ['slack', team, body.user.id],
    })
  ).rows[0];
  const request = (
    await pool.query({
      name: 'request',
      text: `SELECT r.id, r.number, r.status, r.requester_id, r.email, r.atasan_id,
               coalesce((SELECT json_agg(json_build_object('stage', d.stage, 'approved', d.approved, 'personId', d.person_id,
                   'personName', p.name, 'reason', d.reason, 'decidedAt', d.decided_at, 'submissionKey', d.submission_key)
                   ORDER BY d.decided_at)
                 FROM user_id_decision d JOIN person p ON p.id = d.person_id WHERE d.request_id = r.id), '[]') AS decisions
             FROM user_id_request r WHERE r.id = $1`,
      values: [id],
    })
  ).rows[0];
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const moved = await client.query({
      name: 'move',
      text: `UPDATE user_id_request SET status = 'WAITING_MANAGER', status_since = $3
             WHERE id = $1 AND status = $2 RETURNING id`,
      values: [request.id, stage, now],
    });
    if (moved.rowCount !== 1) throw new Error('somebody was faster');
    await client.query({
      name: 'decide',
      text: `INSERT INTO user_id_decision (request_id, stage, approved, person_id, surface, reason, submission_key, decided_at)
             VALUES ($1, $2, true, $3, 'slack', $4, $5, $6)`,
      values: [request.id, stage, person.id, reason, key, now],
    });
    await client.query({
      name: 'audit',
      text: `INSERT INTO audit_entry (at, actor_id, actor, surface, action, subject, from_state, to_state, reason)
             VALUES ($1, $2, $3, 'slack', 'user-id.approved', $4, $5, 'WAITING_MANAGER', $6)`,
      values: [now, person.id, person.name, `user-id:${request.id}`, stage, reason],
    });
    await client.query({
      name: 'job',
      text: `SELECT 1 FROM graphile_worker.add_job('user-id.announce', $1::json, queue_name := 'queue ' || (hashtext($2) & 255))`,
      values: [JSON.stringify({ entry: String(request.id) }), `announce ${request.id}`],
    });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  await ack({ response_action: 'clear' });
  await Promise.all([
    ...causes.messages.map((message) => slack.chat.postMessage(message)),
    ...causes.letters.map((letter) => mail.sendMail(letter)),
  ]);
});

await app.start(Number(process.env.PORT));
process.stdout.write('open\n');
