/** The words of deciding several records at once, in Indonesian, which the types are read from. */
export const id = {
  'several.title': 'Putuskan sekaligus',
  'several.text':
    'Pilih paling banyak {max} permohonan yang menunggu Anda, lalu putuskan dengan satu alasan. Setiap keputusan tetap dicatat tersendiri.',
  'several.way': 'Jenis permohonan dan keputusannya',
  'several.query': 'Cari (nomor, nama, atau isi)',
  'several.find': 'Cari',
  'several.records': 'Pilih permohonan',
  'several.all': 'Pilih semua di halaman ini ({count, number})',
  'several.noneHere': 'Tidak ada yang cocok di halaman ini.',
  'several.elsewhere': 'Sudah dipilih di halaman lain: {count, number}.',
  'several.alone': 'Yang memerlukan isian tambahan diputuskan satu per satu dari kartunya: {ways}.',
  'several.goOn': 'Lanjut',
  'several.will': '{kind} ({count, number}): keputusan ini dicatat untuk masing-masing.',
  'several.ends':
    '{kind} ({count, number}): keputusan ini mengakhiri semuanya, dan setiap pemohon membaca alasan Anda.',
  'several.chosen': 'Dipilih: {from, number}–{through, number} dari {count, number}',
  'several.gone':
    '{count, number} permohonan yang tadi dipilih tidak lagi menunggu Anda, jadi tidak ikut diputuskan.',
  'several.reasonHint': 'Satu alasan untuk semuanya.',
  'several.begun':
    '{count, number} keputusan sedang dikerjakan satu per satu. Kemajuan dan hasilnya tampak pada kartu di percakapan ini.',
  'several.decided': 'Diputuskan: {titles}',
  'several.notDecided': 'Tidak diputuskan:',
  'several.error.none': 'Pilih setidaknya satu.',
  'several.error.tooMany': 'Dipilih {count, number}; paling banyak {max}. Kurangi dahulu.',
  'several.refuse.nothing': 'Tidak ada permohonan yang menunggu keputusan Anda.',
  'several.refuse.allGone': 'Yang Anda pilih tidak lagi menunggu keputusan Anda. Tidak ada yang berubah.',
  'several.refuse.formGone': 'Formulir ini terlalu lama terbuka. Tulis `/pintu inbox` untuk membukanya lagi.',
  'several.refuse.alone':
    'Keputusan ini tidak dapat diambil di sini: buka kartunya di chat dan putuskan dari sana.',
  'several.refuse.changed':
    'Permohonan berikut berubah sejak ditampilkan kepada Anda: {names}. Belum diputuskan: buka kartunya, atau minta buku kerja baru.',
  'several.refuse.tooMany':
    'Paling banyak {max, number} keputusan dalam satu berkas. Bagi menjadi beberapa berkas, lalu kirim satu per satu.',
  'several.refuse.fileGone':
    'Buku kerja ini sudah tidak disimpan. Tulis `/pintu inbox workbook` untuk mendapat yang baru.',
  'several.expected.token':
    'Kolom ini diisi oleh Satu Pintu. Salin kembali baris ini dari buku kerja aslinya.',
  'several.expected.whole':
    'Sel-sel pada baris ini tidak berasal dari satu baris: mungkin hanya satu kolom yang diurutkan. Salin kembali baris ini dari buku kerja aslinya.',
  'several.expected.once': 'Permohonan yang sama juga diputuskan pada baris {row}. Sisakan satu saja.',
  'several.sheetName': 'Keputusan',
  'several.file': 'buku kerja keputusan (`/pintu inbox workbook`)',
  'several.intro':
    'Isi Keputusan, dan Alasan bila diminta, pada baris yang hendak Anda putuskan; baris lain biarkan kosong. Simpan, lalu kirim berkas ini ke Satu Pintu: isinya diperiksa dahulu, dan baru diputuskan setelah Anda menekan Putuskan. Yang berlaku adalah wewenang pengirim berkas. Kode authenticator, bila diminta, ditanyakan saat itu.',
  'several.column.record': 'Nomor dan nama',
  'several.column.said': 'Yang dimohon',
  'several.column.decision': 'Keputusan',
  'several.column.reason': 'Alasan',
  'several.column.token': 'Versi (jangan diubah)',
  'several.explained.record': 'Yang menunggu keputusan Anda. Jangan diubah.',
  'several.explained.said': 'Isi permohonannya saat buku kerja ini dibuat. Jangan diubah.',
  'several.explained.decision': 'Pilih dari daftar. Kosongkan bila belum diputuskan.',
  'several.explained.reason': 'Wajib bila formulirnya di chat juga mewajibkan alasan.',
  'several.explained.token':
    'Menandai baris ini dan isinya saat ditampilkan: bila isinya berubah sesudahnya, baris ini dikembalikan dan tidak diputuskan.',
  'several.import.checked': 'Sudah diperiksa, belum diputuskan',
  'several.import.running': 'Sedang diputuskan',
  'record.linked': 'Buka untuk melihatnya di sini, sesuai hak Anda.',
  'several.import.progress': '{done, number} dari {rows, number} keputusan',
  'several.import.partly': 'Selesai, {count, number} tidak diputuskan',
  'several.import.counts': '{rows, number} keputusan: {added, number} siap, {failed, number} bermasalah',
  'several.import.counted':
    '{rows, number} keputusan: {added, number} diputuskan, {failed, number} tidak diputuskan',
  'several.import.toDo': 'Belum ada yang diputuskan. Tekan Putuskan untuk mencatat {good, number} keputusan.',
  'several.import.nothingRight':
    'Tidak ada baris yang dapat diputuskan, dan belum ada yang berubah. Perbaiki berkasnya, lalu kirim lagi.',
  'several.import.run': 'Putuskan',
  'several.import.begun': 'Keputusan sedang dikerjakan. Kemajuan dan hasilnya tampak pada kartunya.',
  'several.import.asks':
    'Sebagian keputusan pada {number} ({file}) meminta kode. Satu kode berlaku untuk semuanya.',
  'several.import.asksTitle': 'Putuskan sekaligus',
  'several.import.by': 'Diputuskan oleh',
  'several.import.faster': '{name} sudah menekan Putuskan untuk {number}.',
  'several.import.cancelled': 'Dibatalkan; tidak ada yang diputuskan.',
  'several.import.stopped':
    'Dihentikan karena orang yang memutuskan sudah tidak aktif. {done, number} sudah diputuskan; sisanya tidak.',
  'several.import.allDone': 'Semuanya sudah diputuskan.',
  'several.import.someFailed':
    'Unduh baris yang tidak diputuskan beserta alasannya. Yang masih menunggu Anda dapat dilihat dengan `/pintu inbox`, dan ada di buku kerja yang baru.',
  'several.import.empty':
    'Berkas ini belum berisi keputusan. Isi kolom Keputusan pada baris yang hendak diputuskan, lalu kirim lagi.',
  'several.import.again':
    'Perbaiki, lalu kirim berkas ini lagi. Baris yang isinya berubah atau sudah diputuskan orang lain tidak dapat dikirim lagi: minta buku kerja baru dengan `/pintu inbox workbook`.',
  'several.workbook.order': 'Buku kerja (.xlsx)',
  'several.workbook.making': 'Buku kerja sedang disiapkan dan segera dikirim ke percakapan ini.',
  'several.workbook.name': 'Keputusan {day}.xlsx',
  'several.workbook.title': 'Buku kerja keputusan',
  'several.workbook.ready':
    '{count, number} permohonan menunggu keputusan Anda. Isi Keputusan dan Alasan, lalu kirim berkasnya ke sini.',
  'several.workbook.nothing':
    'Tidak ada permohonan yang menunggu Anda yang dapat diputuskan dengan buku kerja.',
  'several.workbook.download': 'Unduh berkas',
} as const;
