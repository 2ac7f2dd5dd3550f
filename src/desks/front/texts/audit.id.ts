/** The words of the front desk about the log and its witnesses, in Indonesian, which the types are read from. */
export const id = {
  'audit.usage':
    'Untuk memeriksa log audit, tulis `/pintu audit verify`. Selain itu: `/pintu audit witness` mencocokkannya dengan sebuah e-mail, `/pintu audit key` menampilkan kunci publik, `/pintu audit export` memberikan seluruh log, dan `/pintu audit erase` menghapus data seseorang dari sebuah entri.',
  'audit.title': 'Pemeriksaan log audit',
  'audit.holds': 'Log utuh, dan para saksi membenarkannya',
  'audit.holdsAlone': 'Log itu sendiri utuh, tetapi tidak semua saksi dapat diperiksa',
  'audit.nothingSealed': 'Belum ada entri yang disegel, jadi belum ada yang dapat diperiksa',
  'audit.broken': 'Log tidak utuh',
  'audit.sealed': 'Entri yang sudah disegel',
  'audit.unsealed': 'Entri yang menunggu segel',
  'audit.erased': 'Entri yang data pribadinya sudah dihapus',
  'audit.head': 'Akar log',
  'audit.askedBy': 'Diminta oleh',
  'audit.ended': 'Selesai',
  'audit.checking': 'Sedang diperiksa',
  'audit.begun': 'Pemeriksaan log audit dimulai. Kemajuan dan hasilnya dikirim ke pesan langsung Anda.',
  'audit.underWay':
    '{name} sudah memulai pemeriksaan log audit. Kemajuan dan hasilnya dikirim juga ke pesan langsung Anda.',
  'audit.progress': '{done, number} dari {all, number} segel sudah diperiksa.',
  'audit.progressEntries': 'Semua segel cocok. Sekarang diperiksa apakah semua entri bersegel.',
  'audit.finding.broken':
    'Mulai segel {position} (entri {entry}), log tidak cocok lagi: ada entri yang diubah atau hilang.',
  'audit.finding.cut':
    'Segel terakhir yang ada bernomor {last}, tetapi yang tercatat adalah segel {noted}: bagian akhir log hilang atau diganti.',
  'audit.finding.root':
    'Akar dari {noted} segel pertama berbeda dari yang ditandatangani: ada entri sebelumnya yang ditulis ulang bersama segelnya, atau bertukar tempat.',
  'audit.finding.head': 'Akar log bertanda tangan yang disimpan di sini hilang atau diubah.',
  'audit.finding.entry': 'Entri {entry} hilang, atau tidak bersegel dan tidak menunggu segel.',
  'audit.finding.erased':
    'Sebagian isi entri {entry} dihapus tanpa entri bersegel sesudahnya yang menyatakannya, atau isinya diganti dengan yang lain.',
  'audit.report': 'Segera laporkan kepada penanggung jawab keamanan informasi.',
  'audit.hint':
    'Setiap hari akar log dikirim ke channel ADMIN dan lewat e-mail, lengkap dengan tanda tangannya. E-mail tidak dapat dibaca kembali: simpan sebagai .eml lalu kirim ke chat ini, atau salin teksnya ke Berikan saksi.',
  'audit.witnesses': 'Saksi',
  'audit.witness.noChannel': 'Belum ada yang dikirim ke sini. Tautkan channel ADMIN dengan `/pintu channel`.',
  'audit.witness.days': '{days, plural, =0 {Belum ada yang dikirim} other {# hari dibaca kembali}}',
  'audit.witness.given': 'Saksi yang diberikan',
  'audit.witness.agrees': 'Cocok dengan log: {days}.',
  'audit.witness.disagrees': 'Tidak cocok dengan log: {days}.',
  'audit.witness.firstDay': 'Hari pertama yang tidak cocok: {day}.',
  'audit.witness.differs':
    'Log bukan lagi log yang ditandatangani pada hari itu: ada entri yang diubah atau dihapus.',
  'audit.witness.gone': 'Pesan hari itu sudah dihapus.',
  'audit.witness.altered': 'Pesan hari itu sudah diubah: tanda tangannya tidak cocok.',
  'audit.witness.personal':
    'Tidak dapat dibaca kembali: Teams tidak mengizinkan bot membaca chat. Tekan Periksa log pada pesannya, atau tautkan channel ADMIN.',
  'audit.witness.teamUnknown':
    'Tidak dapat dibaca kembali: tim channel ini belum diketahui. Tulis `/pintu channel` sekali di sana.',
  'audit.witness.notConsented':
    'Tidak dapat dibaca kembali: aplikasi belum boleh membaca pesan tim ini. Setujui ChannelMessage.Read.Group di tim tersebut.',
  'audit.witness.notSetUp': 'Tidak dapat dibaca kembali: layanan chat ini tidak dipakai lagi.',
  'audit.witness.refused': 'Tidak dapat dibaca kembali: {reason}',
  'audit.erase.title': 'Hapus dari log',
  'audit.erase.text':
    'Yang dihapus tidak dapat dikembalikan. Log tetap mencatat bahwa entri itu ada, kapan, dan tindakan apa yang dicatatnya; entri lain menyatakan apa yang dihapus. Data permohonan atau akunnya sendiri tidak berubah.',
  'audit.erase.entry': 'Nomor entri',
  'audit.erase.entryHint': '“id” dalam berkas dari `/pintu audit export`.',
  'audit.erase.columns': 'Yang dihapus',
  'audit.erase.actor': 'Nama pelaku',
  'audit.erase.reason': 'Alasan yang ditulisnya',
  'audit.erase.data': 'Rincian lainnya',
  'audit.erase.why': 'Atas permintaan siapa, dan mengapa',
  'audit.erase.whyHint': 'Sebutkan surat atau nomornya, bukan nama orangnya: ini tetap tersimpan dalam log.',
  'audit.erase.submit': 'Hapus',
  'audit.erase.begun':
    'Entri {entry}: yang Anda pilih dihapus begitu entri yang menyatakannya sudah disegel, paling lama satu menit.',
  'audit.erase.error.entry': 'Tidak ada entri dengan nomor ini.',
  'audit.erase.error.attests':
    'Entri ini menyatakan apa yang dihapus dari entri lain, jadi tidak dapat dihapus.',
  'audit.erase.error.own': 'Ini tindakan Anda sendiri. ADMIN lain yang memutuskannya.',
  'audit.erase.error.nothing': 'Bagian itu sudah tidak ada dalam entri ini.',
  'audit.erase.error.columns': 'Pilih paling sedikit satu.',
  'audit.erase.error.why': 'Tulis atas permintaan siapa, dan mengapa.',
  'audit.witness.give': 'Berikan saksi',
  'audit.witness.pasted': 'Teks e-mail atau pesan',
  'audit.witness.pastedHint':
    'Salin teks e-mail, dari nama log sampai akhir tanda tangan. Boleh lebih dari satu.',
  'audit.witness.error.none':
    'Tidak ada akar log bertanda tangan dalam teks ini. Salin semua barisnya, dari nama log sampai akhir tanda tangan.',
  'audit.witness.error.signature':
    'Tanda tangannya tidak cocok: teks ini sudah diubah, atau berasal dari log lain. Salin sekali lagi dari e-mailnya.',
  'audit.witness.error.busy': 'Sebuah pemeriksaan sedang berjalan. Kirim lagi setelah hasilnya ada.',
  'audit.refuse.mail':
    'E-mail berisi akar log audit hanya diperiksa untuk ADMIN, jadi berkas ini tidak dibaca.',
  'audit.mail.received':
    'Akar log dalam {names} sedang dicocokkan dengan log audit. Hasilnya segera disampaikan kepada Anda.',
  'audit.mail.none':
    'Tidak ada akar log bertanda tangan dalam teks e-mail ini. Simpan e-mail “Akar log audit” itu sendiri sebagai .eml, bukan e-mail yang melampirkannya.',
  'audit.mail.signature':
    'Tanda tangan dalam e-mail ini tidak cocok: e-mail ini sudah diubah, atau akarnya berasal dari log lain. Simpan sekali lagi dari kotak suratnya.',
  'audit.mail.large':
    'Ini melebihi ukuran e-mail berisi akar log audit ({max} KB, 5.000 baris, beberapa bagian). Kirim e-mail seperti saat diterima, atau salin teksnya ke `/pintu audit witness`.',
  'audit.note.title': 'Akar log audit',
  'audit.note.text':
    'Jangan hapus pesan ini: pesan ini adalah saksi. Tombol Periksa log memastikan bahwa log masih sama seperti saat itu, termasuk bagian akhirnya.',
  'audit.note.mail':
    'Simpan e-mail ini: e-mail ini adalah saksi bagi log audit Satu Pintu. Kelak pemegangnya dapat memeriksa bahwa tidak ada entri sebelumnya yang diubah atau dihapus: dengan mengirimnya ke Satu Pintu di chat sebagai berkas (.eml), dengan `/pintu audit witness`, atau tanpa Satu Pintu.',
  'audit.key.title': 'Kunci publik log audit',
  'audit.key.text':
    'Dengan kunci ini siapa pun dapat memeriksa akar log yang ditandatangani. Simpan kunci ini di tempat yang tidak dapat diubah oleh Satu Pintu.',
  'audit.key.none': 'Belum ada yang disegel. Kunci dibuat bersama segel pertama.',
  'audit.key.where': 'Ada juga di {url}',
  'audit.export.title': 'Ekspor log audit',
  'audit.export.text':
    'Semua entri yang sudah disegel menurut urutannya, satu baris satu entri, untuk diperiksa tanpa Satu Pintu. Berkas ini memuat nama orang dan keputusannya: simpan dengan aman. Tautan berlaku sepuluh menit, dan ekspor ini dicatat dalam log.',
  'audit.export.download': 'Unduh',
  'audit.note.check': 'Periksa log',
} as const;
