import { type ChatPerson, platforms } from '@satu-pintu/playground/people';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { marketPassword, marketplaceSandbox } from '../../src/neighbours/marketplace/sandbox.ts';
import { answering, type NeighbourServer, startNeighbour } from '../neighbours/server.ts';
import { openWorkspace, type Workspace } from '../support/bot.ts';
import { keyless } from '../support/open-database.ts';
import { voice, words } from '../support/user-id-steps.ts';
import { Visitor } from '../support/visitor.ts';

const mail = 'putri.maharani@nusantara.example';
const serbaguna = 'pengadaan@usaha.example';
const company = { email: mail, city: 'Biak', postalCode: '98111', address: 'Jalan 1' };

/** The marketplace as it stands elsewhere, over the workspace's own database; while it is slow it does what it is asked, and says so too late. */
interface SlowMarketplace extends NeighbourServer {
  slow(): void;
  /** It is as quick as ever again; answers that it owes arrive at nobody any more. */
  quick(): void;
}

async function startMarketplace(query: () => Workspace['query']): Promise<SlowMarketplace> {
  let held: Promise<void> | undefined;
  let letGo = () => {};
  const sandbox = marketplaceSandbox({
    db: keyless((text, values) => query()(text, [...(values ?? [])])),
    clock: () => new Date(),
    publicUrl: 'http://127.0.0.1',
  });
  const server = await startNeighbour(
    answering(async (url, init) => {
      const answer = await sandbox(url, init);
      await held;
      return answer;
    }),
  );
  return {
    ...server,
    slow() {
      held = new Promise((resolve) => {
        letGo = resolve;
      });
    },
    quick() {
      held = undefined;
      letGo();
    },
  };
}

describe('a marketplace that answers too late', () => {
  const t = voice('slack', 'id');
  let market: SlowMarketplace;
  let workspace: Workspace;
  beforeAll(async () => {
    market = await startMarketplace(() => workspace.query);
    workspace = await openWorkspace({ platforms, env: { MARKETPLACE_URL: market.url } });
    await workspace.query(
      `INSERT INTO unit (code, name, kind, institution) SELECT '52' || n, 'SATKER UJI ' || n, 'SATKER', 'Kementerian Keuangan'
       FROM generate_series(7200, 7203) AS n`,
    );
    // An account of each that is not asked for by its e-mail: two companies of one login.
    await workspace.query('DELETE FROM market_sandbox_account');
    await workspace.query(
      `WITH known AS (INSERT INTO market_sandbox_user (email) VALUES ($1) RETURNING email), companies AS (
         INSERT INTO market_sandbox_company (name, city, postal_code, address, registered_by, key)
         SELECT name, 'Biak', '98111', 'Jalan 2', email, name
         FROM known, (VALUES ('TOKO SERBAGUNA'), ('CABANG SERBAGUNA')) AS each (name) RETURNING id, registered_by
       )
       INSERT INTO market_sandbox_account (email, company_id) SELECT registered_by, id FROM companies`,
      [serbaguna],
    );
    for (const platform of platforms) {
      const putri = workspace.person('putri.maharani', platform);
      await putri.command('/pintu language id');
      await putri.command('/market');
    }
    await workspace.query(
      `INSERT INTO procurement_satker (person_id, unit_id, changed_at)
       SELECT p.id, u.id, now() FROM person p, unit u WHERE p.email = $1 AND u.name LIKE 'SATKER UJI 72%'`,
      [mail],
    );
  });
  beforeEach(() => market.quick());
  afterAll(async () => {
    market.quick();
    await workspace.stop();
    await market.close();
  });

  const visitor = () => new Visitor(workspace.url, 'id');
  const mapped = async (satker: string) =>
    (
      await workspace.query<{ company: string }>(
        `SELECT c.name AS company FROM satker_company c JOIN unit u ON u.id = c.unit_id
         WHERE u.name = $1 AND c.ended_at IS NULL`,
        [satker],
      )
    ).map((row) => row.company);
  const enter = async (putri: ChatPerson, satker: string) => {
    await putri.closeModals();
    await putri.command('/market');
    return putri.clickBeside(satker, words('market.button.buy'));
  };
  /** The one-time page that these presses lead to. */
  async function page(satker: string, ...buttons: RegExp[]): Promise<string> {
    const putri = workspace.person('putri.maharani');
    let { opens } = await enter(putri, satker);
    for (const button of buttons) ({ opens } = await putri.click(button, { in: satker }));
    if (!opens) throw new Error('no page was opened');
    return opens;
  }

  it.each(platforms)('M-4 says so at the press in %s, and the next press goes on', async (platform) => {
    const putri = workspace.person('putri.maharani', platform);
    const satker = platform === 'slack' ? 'SATKER UJI 7200' : 'SATKER UJI 7201';
    market.slow();
    await enter(putri, satker);
    await putri.sees(t('market.refuse.down'));
    expect(await mapped(satker)).toEqual([]);
    market.quick();
    await enter(putri, satker);
    await putri.sees(t('market.ask.question', { market: 'Mbizmarket' }));
  });

  it('M-5 says so on the registration, and sent again it is the same one', async () => {
    const satker = 'SATKER UJI 7202';
    const link = await page(satker, words('market.ask.no'), words('market.page.open.REGISTRATION'));
    const guest = visitor();
    await guest.get(link);
    market.slow();
    const late = await guest.send(link, { ...company, name: satker });
    expect(late.status).toBe(503);
    expect(late.text).toContain(t('market.refuse.down'));
    expect(late.text).toContain('value="Jalan 1"');
    expect(await mapped(satker)).toEqual([]);
    market.quick();
    expect((await guest.send(link, { ...company, name: satker })).text).toContain(t('market.mapped.title'));
    expect(await mapped(satker)).toEqual([satker]);
    const made = await workspace.query('SELECT FROM market_sandbox_company WHERE name = $1', [satker]);
    expect(made).toHaveLength(1);
  });

  it('M-5 says so on the login and where one chooses, without the password, and each goes on', async () => {
    const satker = 'SATKER UJI 7203';
    const link = await page(satker, words('market.ask.yes'), words('market.page.open.LOGIN'));
    const guest = visitor();
    const login = { email: serbaguna, password: marketPassword };
    market.slow();
    expect((await guest.get(link)).status).toBe(200);
    const late = await guest.send(link, login);
    expect(late.status).toBe(503);
    expect(late.text).toContain(t('market.refuse.down'));
    expect(late.text).toContain(`value="${serbaguna}"`);
    expect(late.text).not.toContain(marketPassword);
    market.quick();
    const choice = (await guest.send(link, login)).headers.get('location') ?? '';
    market.slow();
    const choosing = await guest.get(choice);
    expect(choosing.status).toBe(503);
    expect(choosing.text).toContain(t('market.refuse.down'));
    expect(choosing.text).toContain(`href="${choice}">${t('market.page.again')}<`);
    expect(await mapped(satker)).toEqual([]);
    market.quick();
    const offered = (await guest.get(choice)).text;
    const account = /value="(\d+)"><span>CABANG/.exec(offered)?.[1] ?? '';
    expect((await guest.send(choice, { account })).text).toContain('CABANG SERBAGUNA');
    expect(await mapped(satker)).toEqual(['CABANG SERBAGUNA']);
  });
});
