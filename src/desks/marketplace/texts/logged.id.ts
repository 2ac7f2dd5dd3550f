/** What the log calls what was done, of the marketplace desk, in Indonesian, which the types are read from. */
export const id = {
  'logged.market.added': 'Menambahkan satker ke profil',
  'logged.market.additional': 'Menjadikannya satker tambahan',
  'logged.market.company-undone': 'Membatalkan hubungan perusahaan dengan satker',
  'logged.market.left': 'Profil berakhir karena bukan lagi pejabat pengadaan',
  'logged.market.main': 'Menjadikannya satker utama',
  'logged.market.mapped': 'Menghubungkan akun lokapasar',
  'logged.market.removed': 'Menghapus satker dari profil',
  'logged.market.undone': 'Membatalkan hubungan akun lokapasar',
} as const;
