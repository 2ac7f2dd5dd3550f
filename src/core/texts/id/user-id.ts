export const userId = {
  'userId.offer.request': 'Ajukan User ID',
  'userId.offer.requestText': 'Formulir permohonan User ID baru, dengan empat tahap persetujuan.',
  'userId.offer.list': 'Daftar permohonan User ID',
  'userId.offer.listText': 'Semua permohonan yang boleh Anda lihat, dengan filter dan pencarian.',

  'userId.form.title': 'Permohonan User ID',
  'userId.form.toReview': 'Selanjutnya',
  'userId.field.kind': 'Jenis User ID',
  'userId.field.nopek': 'Nopek',
  'userId.field.nopekHint': 'Nomor pekerja. Tekan Cari untuk mengisi data dari daftar pegawai.',
  'userId.field.lookup': 'Cari',
  'userId.field.name': 'Nama Lengkap',
  'userId.field.position': 'Pangkat/Jabatan',
  'userId.field.email': 'E-mail',
  'userId.field.unit': 'Divisi/Cab/Unit',
  'userId.field.unitSearch': 'Ketik nama atau kode unit',
  'userId.field.atasan': 'Atasan',
  'userId.field.atasanSearch': 'Pilih BUH unit ini',
  'userId.field.atasanHint': 'Hanya BUH dari unit yang dipilih. Pilih unitnya dahulu.',
  'userId.field.platforms': 'Platform System',
  'userId.field.platformNote': 'Catatan untuk {platform}',
  'userId.field.note': 'Catatan Pemohon',
  'userId.field.kept': 'Lampiran dari permohonan sebelumnya',
  'userId.field.attachments': 'Tambahkan File Baru',
  'userId.field.attachmentsHint': 'Opsional. JPG, JPEG, PNG, atau PDF, paling besar 5 MB per berkas.',
  'userId.field.newUserId': 'User ID Baru',
  'userId.field.newUserIdHint': '3–64 karakter: a–z, 0–9, titik, garis bawah, tanda hubung.',

  'userId.error.kind': 'Pilih Jenis User ID.',
  'userId.error.nopek': 'Isi Nopek.',
  'userId.error.nopekUnknown': 'Nopek {nopek} tidak ada di daftar pegawai. Periksa kembali nomornya.',
  'userId.error.nopekOtherKind':
    'Pegawai dengan Nopek {nopek} tidak tercatat sebagai {kind}. Pilih Jenis User ID yang sesuai.',
  'userId.error.noSuperior':
    '{name} belum memiliki Atasan di daftar pegawai. Minta admin melengkapinya, lalu ajukan lagi.',
  'userId.error.name': 'Isi nama lengkap.',
  'userId.error.position': 'Isi pangkat atau jabatan.',
  'userId.error.email': 'Isi alamat e-mail yang benar, misalnya nama@perusahaan.co.id.',
  'userId.error.unit': 'Pilih Divisi/Cab/Unit dari daftar.',
  'userId.error.atasan': 'Pilih Atasan: BUH dari unit yang dipilih.',
  'userId.error.unitWithoutHead': '{unit} belum memiliki BUH. Minta admin menetapkannya, lalu ajukan lagi.',
  'userId.error.platforms': 'Pilih paling sedikit satu Platform System.',
  'userId.error.platformNote': 'Isi catatan untuk {platform}.',
  'userId.error.reason': 'Tulis alasannya.',
  'userId.error.userIdForm':
    'User ID terdiri dari 3–64 karakter: a–z, 0–9, titik, garis bawah, tanda hubung.',
  'userId.error.userIdTaken': 'User ID {userId} sudah dipakai. Pilih yang lain.',

  'userId.review.title': 'Periksa permohonan',
  'userId.review.intro':
    'Periksa kembali isian Anda. Tekan Kembali untuk mengubah, atau kirim bila sudah benar.',
  'userId.review.submit': 'Submit Permohonan',
  'userId.confirmation.title': 'Permohonan terkirim',
  'userId.confirmation.heading': 'Nomor permohonan: {number}',
  'userId.confirmation.text':
    'Permohonan Anda diteruskan ke tahap persetujuan berikut. Perkembangannya muncul di pesan langsung dari Satu Pintu.',

  'userId.card.title': 'Permohonan User ID {number}',
  'userId.card.requester': 'Pemohon',
  'userId.card.submittedAt': 'Diajukan',
  'userId.card.reason': 'Alasan',
  'userId.card.approvedBy': '✅ {stage}: disetujui oleh {name}, {time}',
  'userId.card.rejectedBy': '⛔ {stage}: ditolak oleh {name}, {time}',
  'userId.card.waitsFor': 'Menunggu {stage}: {names}',
  'userId.card.waitsForNobody':
    'Menunggu {stage}, tetapi saat ini tidak ada yang memegang tahap ini. Beri tahu admin.',

  'userId.button.approve': 'Approve',
  'userId.button.reject': 'Reject',
  'userId.button.confirm': 'Confirm',
  'userId.button.open': 'Open',
  'userId.button.log': 'Activity Log',
  'userId.button.withdraw': 'Tarik permohonan',
  'userId.button.again': 'Ajukan lagi',

  'userId.decision.whyApprove': 'Alasan persetujuan',
  'userId.decision.whyReject': 'Alasan penolakan',
  'userId.decision.note': 'Catatan',
  'userId.decision.sure': 'Ya, Lanjutkan Pengajuan Ini',
  'userId.decision.submit': 'Ya, Lanjutkan',
  'userId.decision.passedTitle': 'Sudah diputuskan',

  'userId.step.submitted': 'Permohonan untuk {name} sudah terkirim.',
  'userId.step.approved': '{name} menyetujui sebagai {stage}.',
  'userId.step.rejected': '{name} menolak sebagai {stage}. Permohonan berakhir di sini.',
  'userId.step.confirmed':
    '{name} membuat User ID {userId}. Tautan untuk mengatur kata sandi dikirim ke {email}.',
  'userId.step.withdrawn': '{name} menarik permohonan ini.',
  'userId.step.startAgain': 'Tekan “Ajukan lagi” pada kartu permohonan untuk memulai dari isian yang sama.',

  'userId.log.title': 'Activity Log {number}',
  'userId.log.submitted': 'mengajukan permohonan',
  'userId.log.approved': 'menyetujui',
  'userId.log.rejected': 'menolak',
  'userId.log.confirmed': 'membuat User ID',
  'userId.log.withdrawn': 'menarik permohonan',
  'userId.log.passwordSet': 'mengatur kata sandi',

  'userId.list.title': 'Semua permohonan',
  'userId.list.waiting': 'Menunggu saya',
  'userId.list.mine': 'Permohonan saya',
  'userId.list.scope': 'Tampilkan',
  'userId.list.status': 'Status',
  'userId.list.active': 'Masih berjalan',
  'userId.list.by': 'Pemohon {name}, {time}',
  'userId.list.search': 'Cari',
  'userId.list.clear': 'Hapus pencarian',
  'userId.list.searched': 'Pencarian: “{text}”',
  'userId.list.nothing': 'Tidak ada permohonan yang cocok.',
  'userId.list.nothingWaiting': 'Tidak ada yang menunggu keputusan Anda.',
  'userId.list.nothingAsked': 'Anda belum mengajukan apa pun. Mulai dengan /userid.',
  'userId.find.title': 'Cari permohonan',
  'userId.find.text': 'Cari',
  'userId.find.hint': 'Nomor, nama, e-mail, User ID, atau unit.',

  'userId.file.ready': 'Tautan untuk mengunduh {name} sudah siap. Berlaku satu kali, selama 10 menit.',
  'userId.file.download': 'Unduh',

  'userId.withdraw.title': 'Tarik permohonan',
  'userId.withdraw.text':
    'Permohonan {number} akan ditarik dan tidak diteruskan lagi. Anda dapat mengajukan lagi dari isian yang sama.',
  'userId.withdraw.reason': 'Alasan (opsional)',
  'userId.withdraw.submit': 'Ya, tarik',

  'userId.command.usage':
    'Yang dikenal: /userid (formulir), /userid list [filter], /userid show UID-…, /userid withdraw UID-….',
  'userId.command.number': 'Tulis nomor permohonan lengkap, misalnya UID-2026-000001.',

  'userId.refuse.unknown': 'Permohonan ini tidak ada, atau Anda tidak berhak melihatnya.',
  'userId.refuse.notApprover':
    'Tahap {stage} bukan giliran Anda, jadi tidak ada yang berubah. Kartu permohonan menyebut siapa yang ditunggu.',
  'userId.refuse.own':
    'Anda tidak dapat memutuskan permohonan Anda sendiri. Orang lain pada tahap ini yang memutuskan.',
  'userId.refuse.secondStage':
    'Anda sudah memutuskan tahap lain dari permohonan ini. Tahap ini harus diputuskan orang lain.',
  'userId.refuse.passed': 'Permohonan {number} sekarang berstatus {status}, jadi tidak ada yang berubah.',
  'userId.refuse.alreadyApproved':
    '{name} sudah menyetujui tahap ini untuk {number}. Status sekarang: {status}.',
  'userId.refuse.alreadyRejected': '{name} sudah menolak {number}. Status sekarang: {status}.',
  'userId.refuse.changedMeanwhile':
    'Permohonan {number} baru saja berubah. Buka lagi untuk melihat keadaannya sekarang.',
  'userId.refuse.notRequester': 'Hanya pemohon yang dapat menarik permohonan ini.',
  'userId.refuse.notAgain':
    'Permohonan {number} tidak dapat diajukan lagi: hanya yang Rejected atau Withdrawn, oleh pemohonnya sendiri.',
  'userId.refuse.draftGone': 'Isian ini sudah terlalu lama dibuka. Mulai lagi dengan /userid.',
  'userId.refuse.nobodyToDecide':
    'Permohonan belum dapat diajukan: tidak ada yang dapat memutuskan tahap {stage}. Hubungi admin untuk melengkapinya: {admins}.',

  'mail.waiting.subject': 'Permohonan User ID {number} menunggu Anda ({stage})',
  'mail.waiting.text':
    'Sebuah permohonan User ID menunggu keputusan Anda. Status: {status}. Putuskan dari kartu yang dikirim Satu Pintu di chat.',
  'mail.completed.subject': 'User ID Anda sudah dibuat ({number})',
  'mail.completed.text':
    'Permohonan Anda disetujui dan User ID {userId} sudah dibuat. Atur kata sandi untuk mulai memakainya.',
  'mail.password.text':
    'Ini tautan baru untuk mengatur kata sandi User ID {userId}. Bila Anda tidak memintanya, abaikan e-mail ini.',
  'mail.completed.link': 'Atur kata sandi',
  'mail.rejected.subject': 'Permohonan User ID {number} ditolak',
  'mail.rejected.text': 'Permohonan {number} ditolak oleh {name} ({stage}).',
  'mail.rejected.reason': 'Alasan: {reason}',
} as const;
