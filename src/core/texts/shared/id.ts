/** The words of what all share, in Indonesian, which the types are read from. */
export const id = {
  'form.cancel': 'Batal',
  'form.back': 'Kembali',
  'form.close': 'Tutup',
  'form.done': 'Berhasil',
  'form.passed': 'Sudah diputuskan',
  'form.apply': 'Terapkan',
  'form.optional': 'Opsional',
  'form.onlyIfChosen': 'Isi bila dipilih di atas',
  'form.open': 'Buka formulir',
  'form.upload': 'Unggah berkas',
  'form.uploaded': 'Perbarui daftar berkas',
  'form.filesGiven':
    'Sudah masuk ke daftar dan terpilih: {names}. Periksa, lalu tekan “{submit}” sekali lagi.',
  'form.filesHint':
    'Unggah berkas di halaman yang terbuka, lalu kembali ke sini dan tekan “{uploaded}”. Anda juga dapat memilih berkas yang sudah dikirim ke chat ini.',
  'form.dateFrom': 'Pilih tanggal {first} atau sesudahnya.',
  'form.dateUntil': 'Pilih tanggal {last} atau sebelumnya.',
  'form.dateBetween': 'Pilih tanggal antara {first} dan {last}.',
  'form.noFiles': 'Belum ada berkas.',

  'chat.answeredPrivately': 'Saya menjawab di chat pribadi kita.',
  'chat.openMeFirst':
    'Saya belum dapat menulis kepada Anda secara pribadi. Pasang aplikasi Satu Pintu untuk akun Anda, lalu tulis perintahnya di sana.',
  'chat.filesTaken': 'Berkas diterima',
  'chat.filesTakenText':
    '{names} disimpan selama 24 jam dan dapat dipilih pada kolom lampiran formulir Anda berikutnya.',
  'chat.yourFiles': 'Berkas Anda',
  'chat.yourFilesText': 'Ini yang dapat Anda lakukan dengan {names}.',
  'chat.noSuchFile': 'Pesan ini tidak memuat {kind}.',
  'chat.filesRefused': 'Berkas tidak dapat diterima',
  'chat.filesForbidden':
    'Saya belum diizinkan membaca berkas di channel ini. Kirim berkasnya di chat pribadi dengan saya, atau minta admin Teams memberikan izinnya.',

  'chat.filesUnseen':
    'Berkas di channel ini tidak dapat saya lihat. Jika Anda mengirim berkas, berkas itu belum saya baca; kirim di chat pribadi dengan saya.',
  'chat.filesUnknown':
    'Slack tidak memberi tahu saya berkas apa ini, jadi belum saya baca. Kirim lagi berkasnya langsung di chat pribadi dengan saya.',
  'chat.elsewhere.title': 'Sudah ada di tempat lain',
  'chat.elsewhere':
    'Kartu ini ada di aplikasi chat Anda yang lain: kartu dikirim ke sana selama pesan tidak dapat masuk di sini.',
  'chat.noLongerSeen.title': 'Tidak lagi untuk Anda',
  'chat.noLongerSeen': 'Anda tidak lagi berhak melihat isi kartu ini.',
  'command.unknown': 'Saya tidak mengenal “{heard}”',
  'command.meant':
    '{count, plural, =1 {Maksud Anda: {commands}?} other {Maksud Anda salah satu dari ini: {commands}?}}',
  'command.usable': 'Yang dapat Anda tulis:',
  'command.needsSlash': 'Formulir ini dibuka dengan perintah. Tulis {command} di kolom pesan, lalu kirim.',

  'list.any': 'Semua',
  'list.newer': '← Sebelumnya',
  'list.older': 'Berikutnya →',
  'list.start': 'Dari awal',
  'list.shown': '{from, number}–{through, number} dari {count, number}',
  'list.search': 'Cari',
  'list.clear': 'Hapus pencarian',
  'list.searched': 'Pencarian: “{text}”',
  'list.narrow': 'Persempit daftar',
  'list.apply': 'Tampilkan',
  'list.narrowed': '{label}: {chosen}',
  'list.pick': 'Pilih {label}',
  'list.unpick': 'Semua {label}',
  'list.words': 'Kata kunci',

  'decision.namesake':
    '⚠️ Nama {name} mirip dengan nama Anda. Jika permohonan ini menyangkut diri Anda sendiri, serahkan keputusannya kepada orang lain.',
  'error.unexpected':
    'Maaf, terjadi kesalahan di pihak kami. Silakan coba sekali lagi; bila masih terjadi, sampaikan kode {reference} kepada ADMIN.',
  'error.stalled':
    'Sistem sedang lambat. Tunggu sebentar, lalu ulangi yang tadi Anda lakukan; permintaan yang sama tidak akan tercatat dua kali.',
  'error.stalledSent':
    'Sistem sedang lambat. Tunggu sebentar; bila saya belum menjawab dan kartunya pun belum berubah, kirim sekali lagi.',
  'error.crowded':
    'Anda meminta terlalu banyak sekaligus. Tunggu sampai yang sebelumnya dijawab, lalu coba lagi.',
  'error.tooFast':
    'Dalam satu menit dapat dikirim paling banyak {most} permohonan. Permohonan ini tidak tercatat: kirim lagi setelah {seconds} detik.',
  'error.tooManyOpen':
    'Anda sudah memiliki {most} permohonan yang menunggu keputusan, dan tidak boleh lebih. Kirim lagi setelah salah satunya diputuskan atau Anda tarik kembali.',
  'error.tooLong': 'Terlalu panjang: paling banyak {max} karakter.',
  'error.tooLate': 'Formulir gagal terbuka karena waktunya habis. Silakan coba sekali lagi.',
  'error.faster':
    'Orang lain baru saja mengubah data ini, jadi tindakan Anda tidak dijalankan. Buka sekali lagi untuk melihat keadaan terbarunya.',
  'error.undone':
    'Tindakan ini tidak dapat dijalankan pada saat ini, jadi tidak ada yang berubah. Coba sekali lagi.',
  'error.doneBy': 'Terakhir diubah oleh {name}, {time}.',
  'error.doneByFor': 'Terakhir diubah oleh {name} untuk {principal}, {time}.',
  'error.oldCard': 'Tombol ini berasal dari kartu versi lama. Tulis `/pintu` untuk membuka yang terbaru.',
  'mail.rejected.reason': 'Alasan: {reason}',
  'neighbour.hubNotConnected': '{name} tidak Connected: {reason}',
  'error.whoCanHelp': 'Yang dapat membantu: {names}.',
  'error.noStanding':
    'Alamat {email} belum tercatat di organisasi ini, jadi Anda belum dapat melakukannya. Minta salah satu ADMIN mendaftarkan Anda ({admins}), atau ajukan User ID dengan `/userid`.',
  'error.unverifiedAccount':
    'Akun chat Anda tidak memiliki e-mail organisasi yang terverifikasi, jadi kami belum dapat mengenali Anda. Tamu dan orang dari workspace atau organisasi lain tidak dilayani lewat akun itu. Jika Anda anggota organisasi ini, minta pengelola chat memeriksa e-mail pada akun Anda.',
  'error.otherOrganisation':
    'Akun Anda berasal dari organisasi lain. Satu Pintu hanya melayani orang dari organisasi yang memiliki percakapan ini, jadi tidak ada yang dapat Anda minta atau lihat di sini.',
  'error.inactivePerson': 'Data Anda di organisasi ini sudah tidak aktif. Hubungi ADMIN organisasi Anda.',
  'error.adminOnly': 'Hanya ADMIN yang dapat melakukan ini.',

  'attachment.error.type':
    'Isi {name} bukan JPG, JPEG, PNG, atau PDF. Lampirkan berkas dengan salah satu jenis itu.',
  'attachment.error.size':
    '{name} berukuran {size, number} MB, melebihi batas {max} MB per berkas. Pilih berkas yang lebih kecil.',
  'attachment.error.over': '{name} melebihi batas {max} MB per berkas. Pilih berkas yang lebih kecil.',
  'attachment.error.count': 'Paling banyak {max} berkas. Hapus sebagian, lalu coba lagi.',
  'attachment.error.daily':
    'Anda telah mengunggah {max} MB dalam 24 jam terakhir, batas yang berlaku. Lampirkan berkas lainnya besok.',
  'attachment.error.gone': 'Berkas ini sudah tidak tersimpan. Unggah sekali lagi.',
  'attachment.error.fetch': '{name} gagal diunggah. Hapus berkas itu, lalu unggah sekali lagi.',
  'attachment.error.late':
    'Berkas Anda masih diproses. Tunggu sebentar, lalu tekan sekali lagi; tidak perlu mengunggah ulang.',

  'file.ready':
    'Tautan untuk mengunduh {name} sudah siap. Hanya dapat dipakai satu kali dan berlaku selama 10 menit.',
  'file.toSee':
    'Buka {name} di peramban. Tautannya berlaku selama 10 menit; dari sana berkas hanya dapat diunduh satu kali.',
  'file.see': 'Buka berkas',
  'file.download': 'Unduh',

  'mail.remark.QUESTION': 'Pertanyaan tentang {title}',
  'mail.remark.ANSWER': 'Jawaban atas pertanyaan Anda: {title}',
  'mail.greeting': 'Yth. Bapak/Ibu {name},',
  'mail.footer': 'E-mail ini dikirim otomatis oleh Satu Pintu.',
  'mail.footer.personal': 'Mohon tidak meneruskannya karena tautan di dalamnya hanya untuk Anda.',
  'mail.linkOnce':
    'Tautan ini hanya dapat dipakai satu kali dan berlaku selama {hours, plural, other {# jam}}.',
  'mail.card.press': 'Buka kartunya di chat melalui tautan di bawah, lalu tekan {press}.',
  'mail.card.open': 'Buka kartu di chat',
  'mail.card.page':
    'Atau buka halamannya di peramban. Tautannya hanya untuk Anda dan berlaku {hours} jam; isinya ditampilkan setelah kami memastikan bahwa Anda yang membukanya.',
  'mail.card.openPage': 'Buka halamannya',
  'mail.card.type':
    'Kartunya belum sampai kepada Anda di chat. Untuk membukanya, tulis {ways} kepada Satu Pintu, lalu tekan {press}.',
  'mail.card.typedIn': '{command} di {platform}',
  'mail.command.inbox': '`/pintu inbox`',
  'mail.command.reactivate': '`/satker reactivate`',
  'mail.command.mappings': '`/partner mappings`',

  'error.addressAsked':
    'Alamat {email} sudah tercatat pada orang lain atau pernah dipakai, jadi akun ini belum dapat digunakan. ADMIN sudah diminta memastikan milik siapa akun ini. Coba lagi setelah ADMIN menjawab.',
  'error.addressRejected':
    'ADMIN menyatakan bahwa akun ini bukan milik orang yang tercatat dengan alamat {email}, jadi akun ini tidak dapat digunakan.',
  'error.addressReturned':
    'Orang yang tercatat dengan alamat ini pernah keluar dari organisasi. Minta ADMIN memastikan dahulu bahwa Anda orang yang sama.',

  'form.toReview': 'Selanjutnya',
  'field.nopek': 'Nopek',
  'field.position': 'Pangkat/Jabatan',
  'field.email': 'E-mail',
  'field.unit': 'Divisi/Cab/Unit',
  'field.unitSearch': 'Ketik nama atau kode unit',
  'field.superior': 'Atasan',
  'field.error.email': 'Isi alamat e-mail yang benar, misalnya nama@perusahaan.co.id.',
  'field.error.reason': 'Tulis alasannya.',
  'field.error.note': 'Isi catatannya.',
  'record.usual': 'Tahap ini biasanya selesai dalam {days, plural, other {# hari kerja}}.',
  'record.rehearsal.openSame': 'Permohonan yang sedang menunggu keputusan tidak terpengaruh.',
  'record.rehearsal.open':
    'Dari permohonan yang sedang menunggu keputusan, {count, number} berganti pemutus.',
  'record.rehearsal.lately':
    'Seandainya sudah berlaku bagi {count, number} permohonan dalam 90 hari terakhir (paling banyak 200 yang terbaru):',
  'record.rehearsal.passes': 'Tahap tambahan: {names}',
  'record.rehearsal.skips': 'Tahap yang tidak lagi dilewati: {names}',
  'record.rehearsal.gains': 'Ikut memutuskan: {names}',
  'record.rehearsal.loses': 'Tidak lagi memutuskan: {names}',
  'record.rehearsal.empty': '⚠️ Tidak ada yang dapat memutuskan: {names}',
  'record.rehearsal.next':
    '⚠️ Tidak ada yang dapat memutuskan tahap berikut, sehingga permohonan baru yang melaluinya tidak dapat diajukan: {names}',
  'record.waitsFor': 'Menunggu: {names}',
  'record.waitsForNobody':
    'Menunggu, tetapi saat ini belum ada yang dapat memutuskannya. ADMIN sudah diberi tahu.',
  'record.term': 'Menunggu sejak {since}, tenggat {due}.',
  'record.termEnds': 'Menunggu sejak {since}; berlaku sampai {day}.',
  'record.termPast': 'Menunggu sejak {since}; tenggat {due} sudah lewat.',
  'record.holidays': '{count, plural, other {Hari libur:}} {days}.',
  'record.nudge': 'Ingatkan',
  'record.nudged': 'Sudah diingatkan: {names}.',
  'record.nudgedLater': 'Akan diingatkan pada jam kerja masing-masing: {names}.',
  'record.refuse.nudged': 'Hari ini sudah diingatkan; dapat diingatkan lagi mulai {time}.',
  'record.refuse.nobodyToNudge': 'Saat ini tidak ada orang lain yang dapat diingatkan.',
  'record.return': 'Kembalikan',
  'record.return.text':
    'Permohonan dikembalikan kepada pemohon dengan pertanyaan Anda. Setelah dijawab, permohonan kembali ke tahap yang sama; keputusan tahap sebelumnya tetap berlaku.',
  'record.return.question': 'Pertanyaan untuk pemohon',
  'record.return.missing': 'Tulis pertanyaannya.',
  'record.return.submit': 'Kembalikan',
  'record.returned': 'Permohonan dikembalikan kepada pemohon. Anda diberi tahu begitu pertanyaannya dijawab.',
  'record.answer': 'Jawab',
  'record.answer.text': 'Jawaban',
  'record.answer.missing': 'Tulis jawabannya.',
  'record.answer.filesHint': 'JPG, JPEG, PNG, atau PDF, masing-masing paling besar 5 MB.',
  'record.answer.submit': 'Kirim',
  'record.answered': 'Jawaban terkirim. Permohonan kembali menunggu keputusan.',
  'record.takeBack': 'Ambil kembali',
  'record.takeBack.text':
    'Pertanyaannya dibatalkan, dan permohonan kembali menunggu keputusan tanpa jawaban pemohon.',
  'record.takeBack.submit': 'Ambil kembali',
  'record.takenBack': 'Diambil kembali. Permohonan kembali menunggu keputusan.',
  'record.head.returned': 'Dikembalikan',
  'record.waitsForAnswer': 'Dikembalikan; menunggu {names}',
  'record.waitsForNobodysAnswer':
    'Dikembalikan, tetapi pemohon tidak dapat menjawab lagi. Orang yang mengembalikannya dapat mengambilnya kembali.',
  'record.commented': 'Komentar Anda dicatat, dan pihak terkait diberi tahu.',
  'record.returnedToYou': 'Menunggu jawaban Anda',
  'record.remarks': 'Percakapan',
  'record.remark.QUESTION': 'Dikembalikan oleh {name} · {time}',
  'record.remark.ANSWER': 'Jawaban {name} · {time}',
  'record.remark.TAKEN_BACK': 'Diambil kembali oleh {name} · {time}',
  'record.remark.COMMENT': 'Komentar {name} · {time}',
  'record.remark.files': 'Lampiran',
  'record.remark.notTaken':
    'Pesan Anda belum dicatat. {why} Teks Anda disimpan: kirim berkas yang sesuai dengan cara yang sama, tanpa mengetik ulang teksnya.',
  'record.remark.late': 'Berkas Anda masih diproses. Tunggu sebentar, lalu kirim sekali lagi.',
  'record.remark.earlier': '{count, plural, other {# pesan}} sebelumnya tidak ditampilkan di sini.',
  'record.log.returned': 'mengembalikannya kepada pemohon dengan pertanyaan',
  'record.log.answered': 'menjawab pertanyaan',
  'record.log.takenBack': 'mengambilnya kembali tanpa jawaban pemohon',
  'record.log.commented': 'memberi komentar',
  'record.refuse.tooFast':
    'Dalam satu menit dicatat paling banyak {most} pertanyaan, jawaban, dan komentar. Yang ini tidak tercatat: tulis lagi dalam {seconds} detik.',
  'record.refuse.returned':
    'Permohonan ini dikembalikan oleh {name} pada {time} dan menunggu jawaban pemohon. Untuk memutuskannya tanpa jawaban, ambil kembali dahulu.',
  'record.refuse.nobodyToAsk': 'Tidak ada pemohon yang dapat ditanyai.',
  'record.refuse.notAsked': 'Pertanyaan ini hanya dapat dijawab oleh pemohon.',
  'record.refuse.passed': 'Permohonan ini tidak lagi menunggu keputusan.',
  'record.refuse.notHolder': 'Permohonan ini tidak menunggu keputusan Anda; orang lain yang memutuskannya.',
  'record.refuse.own':
    'Permohonan ini Anda ajukan sendiri atau menyangkut diri Anda. Orang lain yang memutuskannya.',
  'record.refuse.handedOn': 'Permohonan ini sudah dialihkan kepada {name}, yang sekarang memutuskannya.',
  'record.refuse.inPerson':
    'Permohonan ini tidak dapat dialihkan: orang yang diminta harus melakukannya sendiri.',
  'record.refuse.nobodyToHand':
    'Tidak ada orang lain yang memegang peran ini dan boleh memutuskannya. ADMIN dapat memberikan perannya kepada orang lain.',
  'record.reassign': 'Alihkan',
  'record.reassign.text':
    'Selanjutnya hanya orang yang Anda pilih, atau penggantinya, yang memutuskan permohonan ini. Orang itu langsung diberi tahu.',
  'record.reassign.to': 'Dialihkan kepada',
  'record.reassign.submit': 'Alihkan',
  'record.reassign.done': 'Permohonan dialihkan kepada {name}, yang langsung diberi tahu.',
  'record.error.receiver': 'Pilih salah satu nama dalam daftar.',
  'record.refuse.principals':
    'Anda menggantikan {names}, yang tidak boleh memutuskan permohonan ini. Orang lain yang memutuskannya.',
  'record.refuse.standInEnded':
    'Sejak {time} Anda tidak lagi menggantikan {name}, jadi Anda tidak dapat memutuskan ini lagi. Tidak ada yang berubah.',
  'record.refuse.standInEndedBy':
    'Sejak {time} Anda tidak lagi menggantikan {name} (diakhiri oleh {by}), jadi Anda tidak dapat memutuskan ini lagi. Tidak ada yang berubah.',
  'record.onBehalf': 'Anda memutuskan permohonan ini sebagai pengganti {name}.',
  'record.notReached': 'Tidak terjangkau di chat, jadi hanya diberi tahu lewat e-mail: {names}.',
  'record.approve': 'Approve',
  'record.reject': 'Reject',
  'record.open': 'Open',
  'record.changed':
    'Sejak Anda membuka formulir ini, yang berikut berubah: {names}. Periksa kembali, lalu kirim formulir jika keputusan Anda tetap sama.',
  'record.decision.whyReject': 'Alasan penolakan',
  'record.decision.note': 'Catatan',
  'record.decision.submit': 'Ya, Lanjutkan',
  'record.decision.reject': 'Ya, Tolak',
  'record.log': 'Activity Log',
  'record.log.title': 'Activity Log {number}',
  'list.status': 'Status',
  'record.withdraw.reason': 'Alasan (opsional)',
  'record.withdraw.submit': 'Ya, Tarik',
} as const;
