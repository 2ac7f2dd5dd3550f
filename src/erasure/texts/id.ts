export const id = {
  'erasure.title': 'Hapus data pribadi',
  'erasure.person': 'Pemilik data',
  'erasure.personHint': 'Nama, e-mail, atau Nopek, termasuk orang yang sudah keluar.',
  'erasure.next': 'Pratinjau',
  'erasure.demand': 'Nomor surat permintaan',
  'erasure.demandHint': 'Sebutkan surat atau nomornya, bukan nama orangnya: ini tetap tersimpan dalam log.',
  'erasure.why': 'Alasan',
  'erasure.whyHint': 'Tanpa nama dan tanpa data pribadi: ini tetap tersimpan dalam log.',
  'erasure.submit': 'Hapus',
  'erasure.ends': 'Data ini dihapus secara permanen dan tidak dapat dikembalikan.',
  'erasure.of': 'Pemilik data',
  'erasure.goes': 'Yang dihapus',
  'erasure.goesNothing': 'Saat ini tidak ada yang dapat dihapus.',
  'erasure.goneNothing': 'Sejauh ini tidak ada.',
  'erasure.line': '{kind}: {count, number}',
  'erasure.logToo':
    'Isi entri log tentang hal-hal ini ikut dihapus; lognya sendiri tetap utuh dan tetap dapat diperiksa. Pemilik data diberi tahu lewat e-mail sebelum alamatnya dihapus.',
  'erasure.stays': 'Yang tetap disimpan dan alasannya',
  'erasure.staysNothing': 'Tidak ada yang terkait dengan orang ini.',
  'erasure.inUse': '{kind}: {count, number} masih dipakai.',
  'erasure.young':
    '{kind}: {count, number} masih harus disimpan untuk pertanggungjawaban, paling lama sampai {until}.',
  'erasure.then.inUse':
    'Ulangi penghapusan data yang masih dipakai setelah orangnya keluar atau pemakaiannya berakhir.',
  'erasure.then.young': 'Data yang masih harus disimpan akan dihapus otomatis setelah tanggal tersebut.',
  'erasure.then.youngAlone': 'Ulangi penghapusan data yang masih harus disimpan setelah tanggal tersebut.',
  'erasure.then.inUseAsk':
    'Untuk data yang masih dipakai, ajukan permintaan lagi kepada ADMIN setelah pemakaiannya berakhir.',
  'erasure.blocked': 'Belum dapat dihapus',
  'erasure.blockedText':
    'Selama hal berikut belum selesai, tidak ada data {name} yang dihapus. Selesaikan dahulu, lalu ulangi penghapusan.',
  'erasure.pending': '{kind}: {count, number} masih berjalan ({numbers})',
  'erasure.pendingUnnumbered': '{kind}: {count, number} masih berjalan',
  'erasure.decides': 'Menunggu keputusan orang ini: {title}',
  'erasure.begun':
    'Penghapusan data {name} dimulai. Kemajuannya ditampilkan pada kartu di pesan langsung dari Satu Pintu.',
  'erasure.status.running': 'Sedang dihapus',
  'erasure.status.waiting': 'Sebagian masih harus disimpan',
  'erasure.status.done': 'Selesai dihapus',
  'erasure.cardTitle': 'Penghapusan data pribadi nomor {id, number}',
  'erasure.begunAt': 'Dimulai',
  'erasure.endedAt': 'Selesai',
  'erasure.foundNobody':
    'Tidak ada orang yang cocok dengan “{text}”. Cari lagi; e-mail atau Nopek menunjuk tepat satu orang.',
  'erasure.foundSeveral':
    '“{text}” cocok dengan {count, number} orang. Pilih orang yang datanya akan dihapus.',
  'erasure.foundMany':
    '“{text}” cocok dengan lebih dari {most, number} orang. Cari dengan nama lengkap, e-mail, atau Nopek.',
  'erasure.error.person': 'Pilih satu orang.',
  'erasure.error.own': 'Ini data Anda sendiri. Minta ADMIN lain menghapusnya.',
  'erasure.error.demand': 'Tulis nomor surat permintaannya.',
  'erasure.error.why': 'Tulis alasannya.',
  'erasure.error.underWay':
    'Penghapusan data orang ini sudah dimulai oleh {name} pada {time}. Kemajuannya ada pada kartu milik ADMIN tersebut.',
  'erasure.error.changed':
    'Keadaannya sudah berubah, jadi data ini belum dapat dihapus. Buka sekali lagi untuk melihat sebabnya.',
  'erasure.error.nothing':
    'Saat ini tidak ada data orang ini yang dapat dihapus, jadi tidak ada yang dilakukan. Buka sekali lagi untuk melihat apa yang tetap disimpan dan sampai kapan.',
  'erasure.letter.subject': 'Data pribadi Anda di Satu Pintu dihapus',
  'erasure.letter.text':
    'Sesuai permintaan Anda, data pribadi Anda di Satu Pintu dihapus (UU 27/2022 tentang Pelindungan Data Pribadi, Pasal 8 dan 43). Ini e-mail terakhir kami mengenai hal itu.',
  'erasure.letter.kept': 'Tetap disimpan',
  'erasure.letter.keptText':
    'Nama User ID dan nama akun tetap tercatat, agar tidak pernah diberikan kepada orang lain. Pesan di chat dan e-mail yang sudah terkirim tidak kami hapus.',
  'erasure.kind.accounts': 'Akun chat',
  'erasure.kind.formerAccounts': 'Akun chat terdahulu',
  'erasure.kind.conversations': 'Alamat pesan langsung yang memuat kartu',
  'erasure.kind.filesGiven': 'Berkas yang belum dibaca',
  'erasure.kind.log': 'Entri log tentang orangnya',
  'erasure.kind.profile': 'Profil: nama, e-mail, jabatan, Nopek',
  'erasure.kind.accountNames': 'Nama User ID dan nama akun',
  'erasure.kind.written': 'Alasan dan komentar pada permohonan orang lain',
  'erasure.kind.checks': 'Hasil pemeriksaan log',
  'erasure.kind.copies': 'Salinan kartu',
  'erasure.kind.confirmations': 'Token berita acara',
  'erasure.kind.keys': 'Kunci program',
  'erasure.kind.sandbox': 'Data latihan',
  'erasure.stays.accountNames': 'Nama User ID dan nama akun: tidak pernah diberikan kepada orang lain.',
  'erasure.stays.written':
    'Alasan keputusan dan komentar orang ini pada permohonan orang lain: keputusan harus dapat dipertanggungjawabkan.',
  'erasure.stays.checks':
    'Saksi log di percakapan orang ini sebagai ADMIN, dan hasil pemeriksaan yang menyebut orang ini: keduanya diperlukan untuk memeriksa log.',
  'erasure.stays.copies':
    'Kartu di chat: diperbarui, sehingga tidak lagi memuat yang dihapus. Pesan lama tetap ada di Slack dan Teams.',
  'erasure.stays.confirmations':
    'Token berita acara: hanya sidiknya yang disimpan, untuk memastikan keaslian dokumen yang sudah diterima.',
  'erasure.stays.sandbox': 'Data latihan sistem lain (DIGIT, marketplace) yang ditiru untuk percobaan.',
  'erasure.stays.rows':
    'Baris spreadsheet yang diimpor: disegel dan memuat data banyak orang; dihapus pada akhir masa simpannya sendiri yang singkat.',
} as const;
