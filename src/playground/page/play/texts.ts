import type { Language } from '../texts.ts';

const id = {
  title: 'Waktu dan data contoh',
  clock: (time: string) => `Waktu di playground: ${time}. Majukan waktu atau mulai dari awal`,
  now: 'Sekarang di sini',
  pass: 'Majukan waktu',
  passText:
    'Jam bot ikut maju: pengingat, tenggat, dan jadwalnya berjalan seperti seharusnya selama waktu itu. Waktu tidak dapat dimundurkan.',
  jumps: { day: '1 hari', week: '1 minggu', month: '1 bulan', 'half-year': '6 bulan' },
  begin: 'Mulai dari awal',
  beginText:
    'Semua pesan, permohonan, e-mail, dan jejak audit di playground ini dihapus; jamnya kembali ke hari ini.',
  beginEmpty: 'Mulai kosong',
  beginHistory: 'Mulai dengan riwayat tiga bulan',
  sure: {
    begin: 'Hapus semuanya dan mulai kosong?',
    history: 'Hapus semuanya dan mulai dengan riwayat tiga bulan?',
  },
  sureText: {
    begin: 'Yang pernah Anda lakukan di sini hilang dan tidak dapat dikembalikan.',
    history:
      'Yang pernah Anda lakukan di sini hilang. Para pegawai contoh lalu menjalani tiga bulan kerja lewat bot: mengajukan, menyetujui, menolak, mengingatkan. Itu memerlukan satu sampai beberapa menit.',
  },
  yes: 'Ya, hapus dan mulai',
  cancel: 'Batal',
  close: 'Tutup',
  doing: { jump: 'Waktu berjalan…', begin: 'Memulai dari awal…', history: 'Tiga bulan sedang dijalani…' },
  doingText: {
    jump: 'Anda boleh menutup jendela ini dan terus bermain.',
    begin: 'Halaman ini dimuat ulang sendiri begitu selesai.',
    history: 'Halaman ini dimuat ulang sendiri begitu selesai.',
  },
  failed: (problem: string) => `Terhenti: ${problem}`,
};

export type PlayTexts = typeof id;

const en: PlayTexts = {
  title: 'Time and sample data',
  clock: (time) => `Time in the playground: ${time}. Let time pass or begin anew`,
  now: 'It is now',
  pass: 'Let time pass',
  passText:
    'The bot’s clock goes with it: reminders, deadlines and its schedules come as they would have. Time does not go back.',
  jumps: { day: '1 day', week: '1 week', month: '1 month', 'half-year': '6 months' },
  begin: 'Begin anew',
  beginText:
    'All messages, requests, e-mails and the audit trail of this playground are removed; its clock shows today again.',
  beginEmpty: 'Begin empty',
  beginHistory: 'Begin with a history of three months',
  sure: {
    begin: 'Remove everything and begin empty?',
    history: 'Remove everything and begin with a history of three months?',
  },
  sureText: {
    begin: 'What you have done here is gone, and does not come back.',
    history:
      'What you have done here is gone. The sample people then live through three months of work with the bot: they ask, approve, refuse, are reminded. That takes one to a few minutes.',
  },
  yes: 'Yes, remove and begin',
  cancel: 'Cancel',
  close: 'Close',
  doing: { jump: 'Time passes…', begin: 'Beginning anew…', history: 'Living through three months…' },
  doingText: {
    jump: 'You may close this window and play on.',
    begin: 'This page loads again by itself once that is done.',
    history: 'This page loads again by itself once that is done.',
  },
  failed: (problem) => `Stopped: ${problem}`,
};

export const playCatalogues: Record<Language, PlayTexts> = { id, en };
