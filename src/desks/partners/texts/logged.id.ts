/** What the log calls what was done, of the partner desk, in Indonesian, which the types are read from. */
export const id = {
  'logged.mapping.added': 'Membuat mapping sekretaris',
  'logged.mapping.endChanged': 'Mengubah tanggal End mapping',
  'logged.mapping.ended': 'Mapping berakhir',
  'logged.mapping.endedEarly': 'Mengakhiri mapping lebih awal',
  'logged.mapping.letEnd': 'Membiarkan mapping berakhir',
  'logged.partner.created': 'Membuat akun mitra kerja',
  'logged.partner.hubAgain': 'Mengirim ulang akun ke Directory Hub',
  'logged.partner.removed': 'Membatalkan pembuatan akun mitra kerja',
  'logged.whitelist.granted': 'Memberikan role aplikasi',
  'logged.whitelist.withdrawn': 'Mencabut role aplikasi',
} as const;
