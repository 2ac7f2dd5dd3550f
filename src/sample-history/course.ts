import { addSatker, mapByShopping, shop, undoMapping } from './marketplace.ts';
import { importPartners, mapSecretaries } from './partners.ts';
import { inTeams, opened, type Said, type Somebody, sent, words } from './people.ts';
import { approveUser, askForRegistration, budi, registerUser, rejectUser, rizky } from './satkers.ts';
import { askToSign, decline, enrol, Phone, sign } from './signatures.ts';
import { approveUserId, askForUserId, makeUserId, rejectUserId, returnWith, type Wish } from './user-ids.ts';

/** Something that somebody does, on a weekday counted from the first, at a time of day. */
export interface Deed {
  workingDay: number;
  at: string;
  act(): Promise<unknown>;
}

const fits: Said = { id: 'Sesuai kebutuhan pekerjaan', en: 'Needed for the work' };
const checked: Said = { id: 'Data pemohon sudah diperiksa', en: 'The applicant’s data have been checked' };

/**
 * What the people of the sample organisation do within three months, in order: requests that go through, that are sent back,
 * refused, handled by a substitute, reminded of; and some that still wait at the end. `dayAt` answers a weekday's date.
 */
export function courseOf(person: (account: string) => Somebody, dayAt: (n: number) => string): Deed[] {
  const [rina, joko, bima] = [person('rina.wulandari'), person('joko.prasetyo'), person('bima.santoso')];
  const [hendra, sari, tono] = [person('hendra.gunawan'), person('sari.utami'), person('tono.wijaya')];
  const [dewi, agus, eko] = [person('dewi.lestari'), person('agus.pranoto'), person('eko.saputra')];
  const [ali, maya, putri] = [person('ali.rahman'), person('maya.anggraini'), person('putri.maharani')];
  const deeds: Deed[] = [];
  const on = (workingDay: number, at: string, act: Deed['act']) => deeds.push({ workingDay, at, act });

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

  // What is for all ADMINs has a channel.
  on(1, '08:05', () => bindForAdmins(tono, 'admin'));

  // Where the bot meets somebody first, it brings them what is theirs.
  for (const [n, account] of inTeams.entries())
    on(1, `08:${10 + n}`, () => person(account).command('/pintu'));

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

  // The satker: one registered, one refused and registered again, one asked for by a letter.
  let [first, second, third] = ['', '', ''];
  on(3, '10:30', async () => {
    first = await registerUser(ali, budi, 'ST-14/SJ/2026');
  });
  on(4, '09:40', () => approveUser(maya, first));
  on(16, '11:00', async () => {
    second = await registerUser(ali, rizky, 'ST-21/SJ/2026');
  });
  on(17, '08:45', () =>
    rejectUser(maya, second, {
      id: 'Nomor surat tugas tidak sama dengan suratnya',
      en: 'The number is not that of the letter',
    }),
  );
  on(17, '14:20', async () => {
    third = await registerUser(ali, rizky, 'ST-12/SJ/2026');
  });
  on(19, '10:00', () => approveUser(maya, third));
  on(60, '13:15', () =>
    askForRegistration(ali, '527010 SEKRETARIAT JENDERAL', {
      id: 'Mohon didaftarkan sebelum akhir bulan',
      en: 'Please register before the end of the month',
    }),
  );

  // Two of them sign with certificates: a contract both, a memo one of them not, and one that still waits.
  const [bimasPhone, hendrasPhone] = [new Phone(), new Phone()];
  on(5, '09:10', () =>
    enrol(bima, bimasPhone, '0811-2233-4455', [
      [20, 95],
      [60, 20],
      [85, 60],
      [40, 62],
      [110, 95],
      [160, 40],
      [200, 90],
      [300, 60],
    ]),
  );
  on(6, '10:35', () =>
    enrol(hendra, hendrasPhone, '0812-9876-5432', [
      [25, 20],
      [25, 100],
      [25, 60],
      [90, 60],
      [90, 20],
      [90, 100],
      [170, 50],
      [210, 95],
      [305, 70],
    ]),
  );
  let [contract, memo] = ['', ''];
  on(26, '09:15', async () => {
    contract = await askToSign(
      bima,
      {
        file: 'kontrak-sewa-gudang.pdf',
        heading: 'Kontrak Sewa Gudang',
        lines: ['Nomor: KS-07/FIN/2026', 'Gudang: Plumpang, blok C', 'Masa sewa: dua belas bulan'],
      },
      'Hendra Gunawan',
      { me: true, note: { id: 'Mohon ditandatangani minggu ini', en: 'Please sign this week' } },
    );
  });
  on(26, '09:30', () => sign(bima, bimasPhone, contract));
  on(27, '13:20', () => sign(hendra, hendrasPhone, contract));
  on(40, '10:20', async () => {
    memo = await askToSign(
      hendra,
      {
        file: 'nota-dinas-anggaran.pdf',
        heading: 'Nota Dinas Anggaran',
        lines: ['Nomor: ND-22/RET/2026', 'Perihal: tambahan anggaran perawatan pompa'],
      },
      'Bima Santoso',
      { me: false, note: { id: 'Untuk rapat anggaran', en: 'For the budget meeting' } },
    );
  });
  on(41, '09:05', () =>
    decline(bima, memo, {
      id: 'Angkanya belum sesuai dengan anggaran',
      en: 'The figures are not those of the budget',
    }),
  );
  on(58, '14:45', () =>
    askToSign(
      hendra,
      {
        file: 'serah-terima-peralatan.pdf',
        heading: 'Serah Terima Peralatan',
        lines: ['Lima komputer untuk bagian keuangan', 'Diterima dalam keadaan baik'],
      },
      'Bima Santoso',
      { me: false, note: { id: 'Peralatan sudah diterima Joko', en: 'Joko has received the equipment' } },
    ),
  );

  // The procurement officer buys for her main satker, and for another one that she maps, mistakes, and maps again.
  const office = '527021 BIRO UMUM';
  on(7, '09:40', () => addSatker(putri, 'Kementerian Keuangan', office));
  on(7, '09:50', () => mapByShopping(putri, office));
  for (const day of [14, 30, 52])
    on(day, '10:45', async () => {
      await shop(putri, '527010 SEKRETARIAT JENDERAL');
      await putri.modal(words('market.enter.title', { market: 'Mbizmarket' }));
      await putri.closeModals();
    });
  on(35, '11:10', () =>
    undoMapping(putri, office, {
      id: 'Perusahaan itu milik biro lain',
      en: 'That company is another bureau’s',
    }),
  );
  on(37, '09:25', () => mapByShopping(putri, office));

  // Partners and secretaries; the mappings end soon after the three months, so that they are reminded of.
  const secretaries = [
    {
      name: 'Lestari Putri',
      email: 'lestari.putri@sekretaris.example',
      company: 'PT Mitra Sejahtera',
      kind: 'Sekretaris',
    },
    {
      name: 'Bagus Ramadhan',
      email: 'bagus.ramadhan@sekretaris.example',
      company: 'PT Mitra Sejahtera',
      kind: 'Sekretaris',
    },
  ] as const;
  const partner = {
    name: 'Citra Anindya',
    email: 'citra.anindya@mitrakerja.pertamina.com',
    company: 'PT Karya Bersama',
    kind: 'Mitra Kerja',
  } as const;
  on(24, '09:25', () =>
    importPartners(tono, 'registrasi-mitra.xlsx', [...secretaries, partner], {
      from: written(dayAt(25)),
      until: written(dayAt(70)),
    }),
  );
  on(24, '10:50', () => mapSecretaries(tono, secretaries.length));

  return deeds.sort((a, b) => a.workingDay - b.workingDay || a.at.localeCompare(b.at));
}

/** `31/05/2026` of a day. */
const written = (day: string): string => day.split('-').reverse().join('/');

async function bindForAdmins(admin: Somebody, channel: string): Promise<void> {
  await admin.command('/pintu channel', { in: channel });
  const title = words('channel.title');
  const form = await opened(admin, () => admin.click(words('channel.bind')), title);
  await form.type(words('channel.name'), channel);
  await form.redrawn(() => form.choose(words('channel.purpose'), words('channel.purpose.ADMINS')));
  await sent(form);
  await admin.closeModals();
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
