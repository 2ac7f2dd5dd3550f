import { opened, type Said, type Somebody, sent, words } from '../people.ts';
import { approveUserId, askForUserId, makeUserId, rejectUserId, returnWith, type Wish } from '../user-ids.ts';
import type { Telling } from './deeds.ts';

const fits: Said = { id: 'Sesuai kebutuhan pekerjaan', en: 'Needed for the work' };
const checked: Said = { id: 'Data pemohon sudah diperiksa', en: 'The applicant’s data have been checked' };

/** Requests for User IDs, as many as let later ones say what is usual. */
export function userIdsAskedFor({ person, dayAt, on }: Telling): void {
  const [rina, joko, bima] = [person('rina.wulandari'), person('joko.prasetyo'), person('bima.santoso')];
  const [hendra, sari] = [person('hendra.gunawan'), person('sari.utami')];
  const [dewi, agus, eko] = [person('dewi.lestari'), person('agus.pranoto'), person('eko.saputra')];

  /**
   * A request with the decisions that it has had by the end of the three months, each so many weekdays (`pace`) after the one before;
   * answers its number, once it has one.
   */
  function request(
    day: number,
    at: string,
    asker: Somebody,
    wish: Wish,
    superior: Somebody,
    pace: readonly number[],
    userId?: string,
  ) {
    let number = '';
    on(day, at, async () => {
      number = await askForUserId(asker, wish);
    });
    const decided = [superior, dewi, agus].slice(0, pace.length);
    let then = day;
    for (const [index, decider] of decided.entries()) {
      then += pace[index] ?? 0;
      on(then, `${10 + 2 * index}:${15 + index * 10}`, () =>
        approveUserId(decider, number, index === 1 ? checked : fits),
      );
    }
    if (userId) on(then + (pace[3] ?? 0), '15:40', () => makeUserId(eko, number, userId));
    return () => number;
  }

  const atUnit = (name: string, position: string, note: Said): Wish => ({
    kind: 'User ID Unit',
    name,
    position,
    email: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@mitra.example`,
    systems: { 'P-Serv': note },
  });
  const daily: Said = { id: 'Pelaporan penjualan harian', en: 'Daily sales reports' };
  const stock: Said = { id: 'Pencatatan stok', en: 'Keeping the stock' };

  // Requests that go through, at a speed by which later ones say what is usual.
  const steady = [1, 1, 0, 1];
  request(
    1,
    '09:05',
    rina,
    {
      kind: 'HO-TKJP',
      nopek: '200517',
      systems: { 'E-mail': { id: 'Surat menyurat bagian keuangan', en: 'Correspondence of Finance' } },
      withLetter: true,
    },
    bima,
    steady,
    'joko.prasetyo',
  );
  request(3, '08:40', joko, atUnit('Wahyu Nugroho', 'Operator SPBU', daily), sari, steady, 'wahyu.nugroho');
  request(8, '08:20', hendra, atUnit('Nadia Permata', 'Kasir', stock), sari, [0, 2, 1, 1], 'nadia.permata');
  request(
    15,
    '09:45',
    rina,
    atUnit('Yusuf Maulana', 'Pengawas SPBU', daily),
    sari,
    [1, 0, 1, 0],
    'yusuf.maulana',
  );
  request(
    23,
    '10:05',
    joko,
    atUnit('Ratna Kusuma', 'Administrasi SPBU', stock),
    sari,
    [2, 1, 1, 1],
    'ratna.kusuma',
  );
  // Nobody decides for more than five working days: holders are reminded, and then whoever is above them.
  request(
    31,
    '11:20',
    hendra,
    atUnit('Fajar Hidayat', 'Operator SPBU', daily),
    sari,
    [8, 1, 1, 0],
    'fajar.hidayat',
  );
  // What waits at the end, for each of those who decide.
  request(57, '09:30', joko, atUnit('Lina Marlina', 'Kasir', stock), sari, [1, 1, 1]);
  request(59, '10:10', hendra, atUnit('Galih Pratama', 'Operator SPBU', daily), sari, [1]);
  request(61, '08:50', rina, atUnit('Sinta Maharani', 'Administrasi SPBU', daily), sari, []);

  // Sent back with a question, answered below the card, and approved.
  const asked = request(
    18,
    '14:00',
    rina,
    atUnit('Indra Wijaya', 'Teknisi', { id: 'Perawatan pompa', en: 'Care of the pumps' }),
    sari,
    [1],
  );
  on(20, '09:20', () =>
    returnWith(dewi, asked(), {
      id: 'Untuk laporan yang mana P-Serv diperlukan?',
      en: 'For which report is P-Serv needed?',
    }),
  );
  on(20, '13:35', async () => {
    const answer = rina.says({ id: 'Laporan perawatan bulanan.', en: 'The monthly report on the pumps.' });
    await rina.reply(asked(), answer);
    await dewi.sees(answer);
  });
  on(21, '10:25', () => approveUserId(dewi, asked(), checked));
  on(21, '15:10', () => approveUserId(agus, asked(), fits));
  on(22, '09:15', () => makeUserId(eko, asked(), 'indra.wijaya'));

  // Refused by the superior.
  const refused = request(27, '09:50', joko, atUnit('Anton Saputra', 'Magang', daily), sari, []);
  on(28, '08:35', () =>
    rejectUserId(sari, refused(), {
      id: 'Peserta magang memakai akun bersama',
      en: 'Trainees use the shared account',
    }),
  );

  // While Bima is away Joko decides in his place.
  on(11, '15:30', () => standIn(bima, 'Joko Prasetyo', dayAt(12), dayAt(16)));
  request(
    13,
    '09:10',
    rina,
    {
      kind: 'HO-Organik/PKWT',
      nopek: '100234',
      systems: {
        SAP: { id: 'Laporan keuangan bulanan', en: 'Monthly financial reports' },
        VPN: { id: 'Bekerja dari cabang', en: 'Working from a branch' },
      },
    },
    joko,
    [1, 1, 0, 1],
    'rina.wulandari',
  );
}

async function standIn(principal: Somebody, substitute: string, from: string, to: string): Promise<void> {
  await principal.command('/pintu delegate');
  const title = words('delegation.name');
  const form = await opened(principal, () => principal.click(title), title);
  await form.search(words('delegation.substitute'), substitute);
  await form.pick(words('delegation.substitute'), new RegExp(`^${substitute}`));
  await form.type(words('delegation.from'), from);
  await form.type(words('delegation.to'), to);
  await sent(form);
  await principal.closeModals();
}
