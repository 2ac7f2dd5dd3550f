/** The words of one-time codes from an authenticator app, in Indonesian, which the types are read from. */
export const id = {
  'code.label': 'Kode dari aplikasi authenticator',
  'code.hint': 'Enam angka yang tampil saat ini, di akun “{issuer}”. Spasi boleh ikut diketik.',
  'code.error.missing':
    'Isi enam angka dari aplikasi authenticator Anda. Bila formulir ini belum menanyakannya, tutup lalu buka lagi.',
  'code.error.wrong': 'Kode ini tidak diterima. Tunggu kode berikutnya, lalu coba lagi.',
  'code.error.used': 'Kode ini sudah dipakai. Tunggu kode berikutnya.',
  'code.error.locked': 'Terlalu banyak kode yang tidak diterima. Coba lagi setelah {time}.',
  'code.refuse.notEnrolled': 'Anda belum mendaftarkan aplikasi authenticator di sini.',
  'code.enrol.title': 'Daftarkan authenticator',
  'code.enrol.text':
    'Tindakan ini memerlukan kode dari aplikasi authenticator, tetapi Anda belum mendaftarkannya di sini. Daftarkan dahulu, lalu buka formulir ini lagi. Sampai saat itu tidak ada yang berubah.',
  'code.by': '{name} (dengan kode authenticator)',
  'code.refuse.markedSince': 'Keputusan ini sekarang memerlukan kode authenticator. Putuskan dari kartunya.',
} as const;
