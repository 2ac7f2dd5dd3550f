/** The words of the User ID desk, in Indonesian, which the types are read from. */
export const id = {
  'userId.refuse.applicantLeft':
    'Alamat {email} milik orang yang sudah tidak aktif di organisasi ini, jadi User ID belum dapat dibuat. Minta ADMIN memastikan dahulu milik siapa alamat itu.',
  'userId.offer.request': 'Ajukan User ID',
  'userId.offer.requestText': 'Formulir permohonan User ID baru, yang disetujui tahap demi tahap.',
  'userId.offer.list': 'Daftar permohonan User ID',
  'userId.offer.listText': 'Semua permohonan yang boleh Anda lihat, dengan filter dan pencarian.',

  'userId.form.title': 'Permohonan User ID',
  'userId.form.restored': 'Isian Anda sebelumnya dipulihkan. Periksa, lalu tekan Selanjutnya.',
  'userId.field.for': 'Untuk siapa User ID ini',
  'userId.for.self': 'Saya sendiri',
  'userId.for.other': 'Orang lain',
  'userId.field.kind': 'Jenis User ID',
  'userId.field.nopekHint':
    'Nomor pekerja. Tekan Cari, lalu data lainnya terisi otomatis dari daftar pegawai.',
  'userId.field.lookup': 'Cari',
  'userId.field.name': 'Nama Lengkap',
  'userId.field.atasanSearch': 'Pilih BUH unit ini',
  'userId.field.atasanHint': 'Pilih Divisi/Cab/Unit terlebih dahulu. Yang tampil hanya BUH dari unit itu.',
  'userId.field.platforms': 'Platform System',
  'userId.field.platformNote': 'Catatan Platform System Dipilih: {platform}',
  'userId.field.note': 'Catatan Pemohon',
  'userId.field.kept': 'Lampiran sebelumnya',
  'userId.field.attachments': 'Tambahkan File Baru',
  'userId.field.attachmentsHint': 'JPG, JPEG, PNG, atau PDF, paling besar 5 MB per berkas.',
  'userId.field.newUserId': 'User ID Baru',
  'userId.field.newUserIdHint': '3–64 karakter: huruf a–z, angka 0–9, titik, garis bawah, atau tanda hubung.',

  'userId.error.kind': 'Pilih Jenis User ID.',
  'userId.error.nopek': 'Isi Nopek.',
  'userId.error.nopekUnknown':
    'Nopek {nopek} tidak ada di daftar pegawai. Periksa kembali nomornya, lalu tekan Cari.',
  'userId.error.registerDown':
    'Daftar pegawai sedang tidak dapat dihubungi. Isian Anda tersimpan: tekan lagi nanti di sini, atau tutup formulir ini dan buka lagi nanti.',
  'userId.error.nopekNeedsStanding':
    'Data pegawai dengan Nopek hanya tampil bagi orang yang terdaftar. Minta pegawai itu mengajukan sendiri, atau pilih User ID Unit.',
  'userId.error.nopekOtherKind':
    'Pegawai dengan Nopek {nopek} tidak tercatat sebagai {kind}. Pilih Jenis User ID yang sesuai.',
  'userId.error.noSuperior':
    '{name} belum memiliki Atasan di daftar pegawai. Minta ADMIN melengkapinya ({admins}), lalu ajukan lagi.',
  'userId.error.name': 'Isi Nama Lengkap.',
  'userId.error.position': 'Isi Pangkat/Jabatan.',
  'userId.error.unit': 'Pilih Divisi/Cab/Unit dari daftar.',
  'userId.error.atasan': 'Pilih Atasan, yaitu BUH dari unit yang dipilih.',
  'userId.error.unitWithoutHead':
    '{unit} belum memiliki BUH. Minta ADMIN melengkapinya ({admins}), lalu ajukan lagi.',
  'userId.error.askedAlready':
    '{platform} untuk {name} sudah dimohonkan dengan nomor {number} dan masih diproses. Tunggu sampai selesai, atau tarik permohonan itu dahulu.',
  'userId.error.platforms': 'Pilih setidaknya satu Platform System.',
  'userId.error.platformNote': 'Isi catatan untuk {platform}.',
  'userId.error.userIdForm':
    'Gunakan 3–64 karakter: huruf a–z, angka 0–9, titik, garis bawah, atau tanda hubung.',
  'userId.error.userIdTaken': 'User ID {userId} sudah dipakai. Gunakan User ID lain.',

  'userId.review.title': 'Periksa permohonan',
  'userId.review.intro':
    'Periksa kembali isian Anda. Tekan Kembali untuk mengubahnya, atau Submit Permohonan bila sudah benar.',
  'userId.review.unsentNotes':
    'Catatan untuk {platforms} tidak ikut dikirim karena belum dipilih pada Platform System.',
  'userId.review.plan': 'Tahap persetujuan',
  'userId.plan.of': '{needed, number} dari {count, number}: {names}',
  'userId.review.submit': 'Submit Permohonan',
  'userId.confirmation.title': 'Permohonan terkirim',
  'userId.confirmation.heading': 'Nomor permohonan: {number}',
  'userId.confirmation.text':
    'Permohonan Anda diteruskan ke tahap persetujuan di bawah ini. Anda dapat mengikutinya di pesan langsung dari Satu Pintu atau di portal.',

  'userId.card.title': 'Permohonan User ID {number}',
  'userId.card.requester': 'Diajukan oleh',
  'userId.card.submittedAt': 'Diajukan pada',
  'userId.card.attachments': 'Lampiran',
  'userId.card.reason': 'Alasan',
  'userId.card.approvedBy': '✅ {stage}: disetujui oleh {name}, {time}',
  'userId.card.confirmedBy': '✅ {stage}: User ID dibuat oleh {name}, {time}',
  'userId.card.rejectedBy': '⛔ {stage}: ditolak oleh {name}, {time}',
  'userId.card.tally':
    'Persetujuan tahap ini: {names}. {count, plural, =0 {Sudah lengkap} other {Masih kurang # dari {needed}}}.',
  'userId.card.objections': 'Menolak: {names}.',
  'userId.card.waitsFor': 'Menunggu {stage}: {names}',
  'userId.card.waitsForNobody':
    'Menunggu {stage}, tetapi saat ini belum ada yang dapat memutuskannya. ADMIN sudah diberi tahu.',

  'userId.button.confirm': 'Confirm',
  'userId.button.withdraw': 'Tarik permohonan',
  'userId.button.again': 'Ajukan lagi',

  'userId.decision.whyApprove': 'Alasan persetujuan',
  'userId.decision.sure': 'Ya, Lanjutkan Pengajuan Ini',
  'userId.decision.ends':
    'Bila ditolak, permohonan {number} berakhir: tidak diteruskan ke tahap berikutnya, dan pemohon diberi tahu alasan Anda.',
  'userId.done.approved': 'Disetujui: {number}. Permohonan diteruskan ke {stage}.',
  'userId.done.agreed':
    'Persetujuan Anda dicatat: {number}. Tahap ini masih memerlukan {count, number} persetujuan lagi.',
  'userId.done.objected':
    'Penolakan Anda dicatat: {number}. Tahap ini tetap berjalan selama persetujuannya masih dapat terpenuhi.',
  'userId.done.confirmed':
    'Selesai: {number}. User ID {userId} sudah dibuat, dan tautan untuk mengatur password dikirim ke {email}.',
  'userId.done.rejected':
    'Ditolak: {number}. Permohonan berakhir di sini, dan pemohon diberi tahu alasan Anda.',
  'userId.done.withdrawn': 'Ditarik: {number}. Permohonan tidak diteruskan ke tahap berikutnya.',

  'userId.step.reassigned': '{name} mengalihkan keputusan kepada {to}.',
  'userId.step.submitted': 'Permohonan User ID untuk {name} sudah terkirim.',
  'userId.step.approved': '{name} menyetujui permohonan ini sebagai {stage}.',
  'userId.step.objected': '{name} menolak pada tahap {stage}. Tahap ini masih berjalan.',
  'userId.step.rejected': '{name} menolak permohonan ini sebagai {stage}. Permohonan berakhir di sini.',
  'userId.step.confirmed':
    '{name} membuat User ID {userId}. Tautan untuk mengatur password dikirim ke {email}.',
  'userId.step.withdrawn': '{name} menarik permohonan ini.',
  'userId.step.startAgain': 'Tekan “Ajukan lagi” pada kartu permohonan untuk memulai dengan isian yang sama.',

  'userId.log.submitted': 'mengajukan permohonan',
  'userId.log.approved': 'menyetujui permohonan',
  'userId.log.objected': 'menolak, tetapi tahapnya masih berjalan',
  'userId.log.rejected': 'menolak permohonan',
  'userId.log.confirmed': 'membuat User ID',
  'userId.log.withdrawn': 'menarik permohonan',
  'userId.log.passwordSet': 'mengatur password',

  'userId.list.title': 'Semua permohonan',
  'userId.list.waiting': 'Menunggu saya',
  'userId.list.mine': 'Permohonan saya',
  'userId.list.allWaiting': 'Semua yang menunggu saya',
  'userId.list.allMine': 'Semua permohonan saya',
  'userId.list.scope': 'Tampilkan',
  'userId.list.active': 'Masih berjalan',
  'userId.list.by': 'Diajukan oleh {name}, {time}',
  'userId.list.nothing': 'Tidak ada permohonan yang cocok.',
  'userId.list.none':
    'Belum ada permohonan yang dapat Anda lihat. Untuk mengajukan User ID, tulis `/userid`.',
  'userId.list.nothingWaiting': 'Tidak ada permohonan yang menunggu keputusan Anda.',
  'userId.list.nothingAsked': 'Belum ada permohonan Anda di sini. Untuk mengajukan User ID, tulis `/userid`.',
  'userId.find.title': 'Cari permohonan',
  'userId.find.hint': 'Nomor, nama, e-mail, User ID, atau unit.',

  'userId.log.reassigned': 'mengalihkan keputusan kepada {to}',
  'userId.nobody.superior':
    'Data pegawai tidak memuat Atasan lain untuk permohonan ini. Isi dahulu Atasan pemohon atau kepala unitnya di data organisasi, atau minta pemohon menarik permohonannya.',
  'userId.withdraw.text':
    'Bila ditarik, permohonan {number} berakhir dan tidak diteruskan ke tahap berikutnya. Anda dapat mengajukannya lagi dengan isian yang sama.',
  'userId.word.form': '`/userid` – formulir permohonan',
  'userId.word.list': '`/userid list [filter]` – daftar permohonan',
  'userId.word.show': '`/userid show UID-…` – satu permohonan',
  'userId.word.withdraw': '`/userid withdraw UID-…` – tarik permohonan',
  'userId.command.number': 'Tulis nomor permohonan lengkap, misalnya UID-2026-000001.',

  'userId.nobody.platforms':
    'Belum ada Platform System yang dapat dipilih, jadi User ID belum dapat diajukan.',
  'userId.nobody.unit': 'Belum ada unit yang tercatat di sini.',
  'userId.nobody.heads':
    'User ID Unit belum dapat diajukan karena belum ada unit yang memiliki BUH. Minta ADMIN melengkapinya: {admins}.',

  'userId.refuse.severalVoices':
    'Tahap ini masih memerlukan keputusan lebih dari satu orang, jadi tidak dapat dialihkan kepada satu orang.',
  'userId.refuse.unknown':
    'Permohonan ini tidak ditemukan, atau Anda tidak berhak melihatnya. Tulis `/userid list` untuk melihat permohonan yang dapat Anda buka.',
  'userId.refuse.notApprover':
    'Tahap {stage} bukan wewenang Anda, jadi tidak ada yang berubah. Yang berwenang tercantum pada kartu permohonan.',
  'userId.refuse.own':
    'Anda tidak dapat memutuskan permohonan Anda sendiri. Tahap ini harus diputuskan orang lain.',
  'userId.refuse.voiced':
    'Anda sudah menyatakan keputusan pada tahap ini untuk {number}. Setiap orang hanya sekali.',
  'userId.refuse.voicedFor':
    '{name} sudah menyatakan keputusan pada tahap ini untuk {number}, dan itu juga keputusan Anda. Setiap orang hanya sekali.',
  'userId.refuse.groupComplete':
    '{names} sudah menyetujui tahap ini untuk {number}. Yang masih diperlukan adalah persetujuan dari pihak lain.',
  'userId.refuse.secondStage':
    'Anda sudah memutuskan tahap lain dari permohonan ini. Tahap ini harus diputuskan orang lain.',
  'userId.refuse.passed': 'Permohonan {number} sekarang berstatus {status}, jadi tidak ada yang berubah.',
  'userId.refuse.alreadyApproved':
    '{name} sudah menyetujui tahap ini untuk {number}. Status sekarang: {status}.',
  'userId.refuse.alreadyRejected': '{name} sudah menolak {number}. Status sekarang: {status}.',
  'userId.refuse.changedMeanwhile':
    'Permohonan {number} baru saja berubah. Buka lagi untuk melihat statusnya sekarang.',
  'userId.refuse.notRequester': 'Permohonan ini hanya dapat ditarik oleh orang yang mengajukannya.',
  'userId.refuse.notAgain':
    'Permohonan {number} tidak dapat diajukan lagi. Hanya permohonan berstatus Rejected atau Withdrawn yang dapat diajukan lagi, oleh orang yang mengajukannya.',
  'userId.refuse.draftOutdated':
    'Data pemohon, atasan, platform, atau tahap persetujuan telah berubah sejak Anda memeriksa formulir ini. Kembali ke formulir, perbarui isiannya, lalu periksa sekali lagi.',
  'userId.refuse.registerDown':
    'Daftar pegawai sedang tidak dapat dihubungi, jadi permohonan belum dapat diajukan. Isian Anda tersimpan; coba tekan Submit Permohonan lagi nanti.',
  'userId.refuse.draftGone':
    'Formulir ini terlalu lama terbuka, sehingga isiannya tidak tersimpan lagi. Mulai lagi dengan `/userid`.',
  'userId.refuse.nobodyToDecide':
    'Permohonan belum dapat diajukan karena belum ada yang dapat memutuskan tahap {stage}. Minta ADMIN melengkapinya: {admins}.',

  'mail.waiting.subject': 'Permohonan User ID {number} menunggu Anda ({stage})',
  'mail.waiting.text': 'Sebuah permohonan User ID menunggu keputusan Anda. Status: {status}.',
  'mail.completed.subject': 'Atur password User ID Anda ({number})',
  'mail.completed.text':
    'Permohonan User ID untuk Anda telah disetujui, dan User ID {userId} sudah dibuat. Atur password-nya melalui tautan di bawah untuk mulai memakainya.',
  'mail.password.text':
    'Atur password User ID {userId} melalui tautan di bawah. Bila Anda tidak memintanya, abaikan e-mail ini.',
  'mail.completed.link': 'Atur password',
  'mail.rejected.subject': 'Permohonan User ID {number} ditolak',
  'mail.rejected.text': 'Permohonan User ID {number} ditolak oleh {name} ({stage}).',
  'mail.rejected.read':
    'Riwayat permohonan ini dapat Anda baca di portal melalui tautan di bawah. Bila belum memiliki User ID, pastikan dahulu e-mail Anda melalui Create New Account di halaman Login portal, lalu buka tautan itu.',
  'mail.rejected.link': 'Buka permohonan',
  'userId.marks.stage': 'Tahap {stage}',
  'userId.minutes.called': 'Permohonan User ID',
  'userId.requests': 'Permohonan User ID',
  'userId.retention.files': 'Lampiran permohonan User ID yang selesai',
  'userId.retention.filesOpen': 'Lampiran permohonan User ID',
  'userId.retention.request': 'Permohonan User ID yang selesai',
} as const;
