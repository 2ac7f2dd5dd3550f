/** Channels that are bound to what they are for (I-9). */
export const channel = {
  'channel.title': 'Channel pemberitahuan',
  'channel.text': 'Lihat channel mana menerima pemberitahuan apa; ubah atau lepaskan.',
  'channel.howTo':
    'Untuk menautkan sebuah channel, tulis /pintu channel di channel itu. Pemberitahuan yang tidak punya channel dikirim langsung ke orangnya.',
  'channel.none': 'Belum ada channel yang ditautkan.',
  'channel.all': 'Semua channel',
  'channel.unbound':
    'Channel tempat Anda menulis perintah ini belum ditautkan. Pemberitahuan dikirim langsung ke orangnya.',
  'channel.boundFor': 'Saat ini ditautkan untuk: {purpose}.',
  'channel.name': 'Nama channel',
  'channel.nameHint': 'Nama ini tampil di daftar channel dan di pemeriksaan sistem.',
  'channel.purpose': 'Pemberitahuan untuk',
  'channel.purpose.SATKER': 'Satker',
  'channel.purpose.KPPN': 'KPPN',
  'channel.purpose.ADMINS': 'Para admin',
  'channel.purpose.IMPORTS': 'Impor',
  'channel.boundBy': 'Ditautkan oleh',
  'channel.bind': 'Tautkan',
  'channel.change': 'Ubah',
  'channel.release': 'Lepaskan',
  'channel.releaseText':
    'Lepaskan {name} ({purpose})? Pemberitahuan berikutnya dikirim langsung ke orangnya, dan pelepasan ini dicatat.',
  'channel.saved': '{name} kini ditautkan untuk: {purpose}.',
  'channel.releasedNow': '{name} sudah dilepaskan.',
  'channel.arrives': 'Pemberitahuan sampai',
  'channel.underWay': 'Pesan pertama sedang dikirim',
  'channel.refused': 'Satu Pintu tidak dapat menulis di sana',
  'channel.mend':
    'Jawaban layanan chat: {reason}. Masukkan aplikasi Satu Pintu ke channel itu (di Slack: /invite @Satu Pintu, di Teams: Kelola tim → Aplikasi), lalu tekan “{retry}”. Yang belum sampai dalam 30 hari terakhir ikut dikirim.',
  'channel.retry': 'Kirim lagi',
  'channel.lookAgain': 'Periksa lagi',
  'channel.unreached': 'Channel pemberitahuan untuk {purpose}. Perbaiki dengan /pintu channel.',
  'channel.said.bound':
    'Mulai sekarang channel ini menerima pemberitahuan untuk: {purpose}. Ditautkan oleh {by}.',
  'channel.said.released':
    'Channel ini tidak lagi menerima pemberitahuan untuk: {purpose}. Dilepaskan oleh {by}.',
  'channel.nobody.unit': 'Belum ada unit jenis ini. Tambahkan dulu dengan /pintu people.',
  'channel.error.name': 'Tulis nama channel, paling banyak {max} karakter.',
  'channel.error.purpose': 'Pilih untuk apa channel ini.',
  'channel.error.unit': 'Pilih satu dari daftar yang muncul.',
  'channel.error.changed':
    'Channel ini sudah diubah sejak formulir ini dibuka, jadi tidak ada yang berubah. Buka sekali lagi.',
  'channel.error.gone':
    'Tautan channel ini sudah berubah. Tulis /pintu channel sekali lagi di channel yang dimaksud.',
} as const;
