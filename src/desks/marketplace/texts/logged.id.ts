/** What the log calls what was done, of the marketplace desk, in Indonesian, which the types are read from. */
export const id = {
  'logged.market.added': 'Menambahkan satuan kerja ke profil',
  'logged.market.additional': 'Menjadikannya satuan kerja tambahan',
  'logged.market.company-undone': 'Membatalkan mapping satuan kerja ke perusahaan',
  'logged.market.left': 'Profil berakhir bersama peran Pejabat Pengadaan',
  'logged.market.main': 'Menjadikannya satuan kerja utama',
  'logged.market.mapped': 'Membuat mapping akun marketplace',
  'logged.market.removed': 'Menghapus satuan kerja dari profil',
  'logged.market.undone': 'Membatalkan mapping akun marketplace',
} as const;
