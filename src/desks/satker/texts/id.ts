/** The words of the satker desk, in Indonesian, which the types are read from. */
export const id = {
  'satker.refuse.addressLeft':
    'Alamat {email} milik orang yang sudah tidak aktif di organisasi ini. Minta ADMIN melepaskan alamat itu dahulu, atau pakai alamat lain.',
  'satker.status.REGISTERED': '1 Terdaftar, belum disetujui',
  'satker.status.ACTIVE': '2 Aktif',
  'satker.status.DORMANT': '3 Dormant',
  'satker.status.INACTIVE': '0 Tidak Aktif',
  'satker.status.REJECTED': '5 Pendaftaran Ditolak',
  'satker.ticketStatus.WAITING': 'Menunggu KPPN',
  'satker.ticketStatus.RETURNED': 'Dikembalikan untuk diperbaiki',
  'satker.ticketStatus.DONE': 'Selesai',
  'satker.ticketStatus.REJECTED': 'Ditolak',
  'satker.ticketStatus.WITHDRAWN': 'Ditarik',
  'satker.ticket.REGISTRATION': 'Pendaftaran User MyIntress Tipe Satker {satker}',
  'satker.ticket.DELETION': 'Permintaan Penghapusan User MyIntress Tipe Satker {satker}',
  'satker.ticket.REACTIVATION': 'Permintaan Pengaktifan Kembali User MyIntress Tipe Satker {satker}',

  'satker.offer.list':
    'Semua pengguna satker yang boleh Anda lihat beserta statusnya, dengan filter dan pencarian.',
  'satker.offer.add': 'Daftarkan pengguna lain di satker Anda; KPPN yang menyetujui.',
  'satker.offer.addPaper': 'Daftarkan pengguna satker berdasarkan surat yang Anda terima di luar tiket.',
  'satker.offer.reactivate':
    'Akses Anda ke MyIntress berstatus Dormant. Mintalah KPPN mengaktifkannya kembali.',
  'satker.offer.ticketLabel': 'Tiket pendaftaran satker',
  'satker.offer.ticket': 'Kirim surat penunjukan dan formulir ke KPPN, yang lalu mendaftarkan penggunanya.',
  'satker.home.heading': 'Pengguna MyIntress tipe Satker',

  'satker.field.satker': 'Satker',
  'satker.field.satkerSearch': 'Ketik kode atau nama satker',
  'satker.field.nik': 'NIK',
  'satker.field.nikHint':
    '16 angka sesuai Dukcapil. Tekan Cari; bila terdaftar di DIGIT, datanya terisi otomatis.',
  'satker.field.name': 'Nama',
  'satker.field.nameHint': 'Sama dengan data Dukcapil; gelar boleh ditulis.',
  'satker.field.title': 'Gelar yang belum dikenal',
  'satker.field.titleAccepted': 'Ya, ini gelar',
  'satker.field.nip': 'NIP/NRP',
  'satker.field.phone': 'No. Telp',
  'satker.field.email': 'Email',
  'satker.field.emailHint': 'Tautan aktivasi DIGIT dikirim ke alamat ini. Pastikan aktif.',
  'satker.field.type': 'Tipe pengguna',
  'satker.field.letterNumber': 'No. ST',
  'satker.field.letterNumberHint': 'Nomor Surat Tugas, Surat Keputusan, atau Nota Dinas yang diunggah.',
  'satker.field.document': 'Form Upload ST',
  'satker.field.documentHint':
    'Dokumen ST/SK/ND beserta form lampiran, digabung menjadi satu PDF, paling besar 5 MB.',
  'satker.field.documentKept': 'Sudah ada: {name}. Unggah PDF lain hanya untuk menggantinya.',
  'satker.field.letterHint': 'Surat dan formulirnya, digabung menjadi satu PDF, paling besar 5 MB.',
  'satker.field.decreeHint': 'SK penghapusan dalam satu PDF, paling besar 5 MB.',
  'satker.field.correctedHint':
    'Dokumen sebelumnya: {name}. Unggah PDF yang sudah diperbaiki, atau kosongkan bila hanya catatannya yang diubah.',
  'satker.field.letter': 'Surat dan formulir',
  'satker.field.note': 'Catatan',
  'satker.field.noteHint': 'Misalnya siapa yang dimaksud dalam surat. Jangan menulis NIK di sini.',
  'satker.field.user': 'Pengguna',
  'satker.field.userSearch': 'Ketik nama, NIK, atau NIP',
  'satker.field.userDeleteHint':
    'Hanya pengguna berstatus 0 atau 5 yang dapat dihapus. Yang Aktif atau Dormant dinonaktifkan dahulu oleh KPPN.',
  'satker.field.whatIsWrong': 'Yang perlu diperbaiki',
  'satker.error.whatIsWrong': 'Tulis apa yang perlu diperbaiki.',
  'satker.field.deletionReason': 'Alasan penghapusan',
  'satker.field.decreeNumber': 'No. SK',
  'satker.field.decree': 'File SK',

  'satker.button.add': 'Tambah Pengguna',
  'satker.button.search': 'Cari',
  'satker.button.delete': 'Hapus',
  'satker.button.again': 'Daftarkan kembali',
  'satker.button.askDeletion': 'Minta penghapusan',
  'satker.button.giveBack': 'Kembalikan',
  'satker.button.correct': 'Perbaiki tiket',
  'satker.button.withdraw': 'Tarik pendaftaran',
  'satker.button.withdrawTicket': 'Tarik tiket',
  'satker.button.deactivate': 'Nonaktifkan',
  'satker.button.reactivate': 'Minta diaktifkan kembali',

  'satker.form.send': 'Kirim',
  'satker.form.register': 'Daftar',
  'satker.form.restored': 'Isian Anda sebelumnya dipulihkan. Periksa, lalu tekan Kirim.',
  'satker.form.fromPaper':
    'Berdasarkan surat yang Anda terima di luar tiket: setelah dikirim, pengguna langsung berstatus 2 Aktif dan satkernya diberi tahu.',
  'satker.form.fromTicket': 'Pendaftaran untuk tiket {number}. Pengguna langsung aktif setelah dikirim.',
  'satker.form.found':
    'Ditemukan di DIGIT; data yang tersedia terisi otomatis. Pengguna tidak memerlukan aktivasi.',
  'satker.form.notActivated':
    'Ditemukan di DIGIT: NIP, nama, dan e-mail terisi otomatis. Akun itu belum diaktifkan; tautan aktivasinya dikirim ke e-mail tersebut.',
  'satker.form.notFound':
    'Belum terdaftar di DIGIT. Isi seluruh formulir; akun DIGIT ikut dibuat, dan tautan aktivasinya dikirim ke e-mail di bawah ini.',
  'satker.form.titleOffered':
    'Nama cocok dengan nilai {score} tanpa “{title}”, yang belum dikenal sebagai gelar. Centang bila memang gelar; bila bukan, perbaiki Nama.',
  'satker.form.registrationTicket': 'Tiket pendaftaran',
  'satker.form.registrationIntro':
    'Surat penunjukan dan formulir pendaftaran dikirim ke KPPN mitra kerja satker ini. KPPN memeriksanya, lalu mendaftarkan pengguna atau mengembalikan tiket untuk diperbaiki. Satu tiket untuk satu pengguna.',
  'satker.form.deletionTicket': 'Tiket penghapusan',
  'satker.form.deletionIntro':
    'Surat permintaan penghapusan dan formulirnya dikirim ke KPPN mitra kerja satker ini. KPPN memeriksanya, lalu menghapus pengguna atau mengembalikan tiket untuk diperbaiki.',
  'satker.form.deletion': 'Penghapusan Pengguna',
  'satker.form.digit': 'Daftar akun DIGIT',
  'satker.form.digitIntro':
    'Akun DIGIT dibuat untuk Anda sendiri, dengan alamat {email}. Tautan aktivasinya dikirim ke sana.',

  'satker.act.approve':
    'Setujui pendaftaran {name}? Statusnya menjadi 2 Aktif, dan ia dapat masuk ke MyIntress.',
  'satker.act.reject':
    'Tolak pendaftaran {name}? Pendaftaran ini berakhir dengan status 5 Pendaftaran Ditolak: tidak dapat diubah, hanya dapat didaftarkan kembali.',
  'satker.act.withdraw':
    'Tarik pendaftaran {name}? Pendaftaran ini berakhir, dan KPPN tidak lagi memutuskannya.',
  'satker.act.deactivate':
    'Nonaktifkan {name}? Hak aksesnya berakhir: statusnya menjadi 0 Tidak Aktif, dan ia tidak dapat lagi mengakses MyIntress untuk {satker}.',
  'satker.act.reactivate': 'Minta KPPN mengaktifkan kembali {name}?',
  'satker.act.giveBack':
    'Tiket dikembalikan kepada pengirimnya, yang dapat memperbaiki dan mengirimnya lagi.',
  'satker.act.approveReactivation': 'Aktifkan kembali {name}? Masa tanpa login dihitung lagi dari sekarang.',
  'satker.act.rejectReactivation':
    'Tolak permintaan ini? Permintaan berakhir di sini, dan {name} tetap berstatus 3 Dormant.',
  'satker.act.withdrawTicket': 'Tarik tiket ini? Tiket berakhir di sini, dan KPPN tidak lagi menanganinya.',
  'satker.act.remove':
    'Penghapusan mengakhiri pendaftaran pengguna yang dipilih: ia tidak tercantum lagi di daftar mana pun, dan tidak dapat masuk kecuali masih aktif di satker lain. Log menyimpan siapa yang dihapus dan alasannya.',

  'satker.done.title': 'Terkirim',
  'satker.done.number': 'Nomor: {number}',
  'satker.done.registered':
    'Pendaftaran {name} diteruskan ke KPPN. Keputusannya disampaikan di pesan langsung dari Satu Pintu.',
  'satker.done.titleOffered':
    'Nama cocok dengan nilai {score} tanpa “{title}”, yang belum dikenal sebagai gelar. KPPN yang menentukannya.',
  'satker.done.active': '{name} sudah terdaftar dan aktif.',
  'satker.done.activation':
    'Tautan aktivasi DIGIT dikirim ke {email}. Hanya dapat dipakai satu kali dan berlaku 24 jam.',
  'satker.done.ticket':
    'Tiket diteruskan ke KPPN. Anda dapat mengikutinya di pesan langsung dari Satu Pintu.',

  'satker.card.title': '{number} · {name}',
  'satker.card.registeredBy': 'Didaftarkan oleh',
  'satker.card.askedBy': 'Dikirim oleh',
  'satker.card.deleted': 'sudah dihapus',
  'satker.card.lastLogin': 'Login terakhir',
  'satker.card.dormantOn': 'Dormant bila tidak login sebelum',
  'satker.card.document': 'Dokumen',
  'satker.card.reason': 'Alasan',
  'satker.card.titleOffered':
    'Nama cocok dengan nilai {score} tanpa “{title}”, yang belum dikenal sebagai gelar. Menyetujui pendaftaran ini berarti menerimanya sebagai gelar.',
  'satker.card.titleAccepted':
    'Nama cocok dengan nilai {score} tanpa “{title}”, yang diterima KPPN sebagai gelar.',
  'satker.card.titleWithout':
    'Nama cocok dengan nilai {score} tanpa “{title}”, yang tidak dikenal sebagai gelar.',
  'satker.card.sandbox':
    'sandbox: data ini diperiksa dengan Dukcapil atau DIGIT tiruan, bukan yang sebenarnya.',
  'satker.card.waitsFor': 'Menunggu KPPN: {names}',
  'satker.card.waitsForNobody':
    'Menunggu KPPN, tetapi saat ini belum ada petugas yang dapat memutuskannya. ADMIN sudah diberi tahu.',

  'satker.list.title': 'Daftar Pengguna',
  'satker.list.since': '{number}, sejak {time}',
  'satker.list.because': 'Alasan: {reason}',
  'satker.list.nothing': 'Tidak ada pengguna yang cocok.',
  'satker.list.empty': 'Belum ada pengguna di satker ini.',
  'satker.find.title': 'Cari pengguna',
  'satker.find.hint': 'Awal kata dari nama, NIP, atau e-mail; atau NIK lengkap, 16 angka.',

  'satker.command.number': 'Tulis nomor pendaftaran atau tiketnya, misalnya SAT-2026-000001.',
  'satker.word.desk': '`/satker` – daftar pengguna',
  'satker.word.list': '`/satker list [0, 1, 2, 3, 5, atau kata]` – daftar pengguna, dipersempit',
  'satker.word.add': '`/satker add` – tambah pengguna',
  'satker.word.ticket': '`/satker ticket` – daftar lewat KPPN',
  'satker.word.show': '`/satker show SAT-…` – satu pendaftaran atau tiket',
  'satker.word.delete': '`/satker delete` – minta penghapusan',
  'satker.word.deactivate': '`/satker deactivate` – nonaktifkan pengguna',
  'satker.word.reactivate': '`/satker reactivate` – minta diaktifkan kembali',
  'satker.word.digit': '`/satker digit` – buat akun DIGIT',
  'satker.word.logins': '`/satker logins` – templat laporan login',

  'satker.error.nik': 'Isi NIK dengan 16 angka.',
  'satker.error.searchFirst': 'NIK ini belum dicari. Tekan Cari, lalu periksa isiannya.',
  'satker.error.nikUnknown': 'Berdasarkan pengecekan di DUKCAPIL: NIK tidak ditemukan',
  'satker.error.nameDiffers':
    'Berdasarkan pengecekan di DUKCAPIL: Nama lengkap tidak valid {score}/{minimum}',
  'satker.error.name': 'Isi Nama sesuai Dukcapil.',
  'satker.error.unknownTitle':
    'Nama Anda cocok dengan nilai {score} tanpa “{title}”, yang belum dikenal sebagai gelar. Minta ADMIN menambahkan gelar itu.',
  'satker.error.titleNotAccepted': 'Centang bila “{title}” memang gelar. Bila bukan, perbaiki Nama.',

  'satker.error.phone': 'Isi No. Telp, misalnya 0812-3456-7890.',
  'satker.error.letterNumber': 'Isi No. ST sesuai dokumen yang diunggah.',
  'satker.error.decreeNumber': 'Isi No. SK sesuai dokumen yang diunggah.',
  'satker.error.notCorrected': 'Belum ada yang diperbaiki. Unggah PDF baru atau ubah catatannya.',
  'satker.error.document': 'Pilih atau unggah tepat satu berkas PDF.',
  'satker.error.documentType': 'Isi {name} bukan PDF. Gabungkan surat dan formulir menjadi satu PDF.',
  'satker.error.satker': 'Pilih satker dari daftar.',
  'satker.error.user': 'Pilih pengguna dari daftar.',
  'satker.error.active': '{name} sudah aktif di {satker}, jadi tidak dapat didaftarkan lagi.',
  'satker.error.dormant':
    '{name} sudah terdaftar di {satker} dan berstatus 3 Dormant. Jangan didaftarkan lagi; minta pengaktifan kembali dengan `/satker reactivate`.',
  'satker.error.registerDown':
    '{register} sedang tidak dapat dihubungi. Isian Anda tersimpan; buka formulir ini lagi nanti, lalu tekan Kirim.',
  'satker.error.notSetUp':
    '{register} belum disiapkan di sistem ini, jadi pemeriksaan tidak dapat dilakukan. Sampaikan kepada ADMIN.',
  'satker.error.emailOfDigit': 'Akun DIGIT dengan NIK ini memakai e-mail {email}. Pakailah e-mail itu.',
  'satker.error.digitPending':
    'Akun DIGIT untuk NIK ini sudah diminta dengan e-mail lain dan sedang dibuat. Tunggu sebentar, lalu cari lagi NIK ini dan pakai e-mail yang muncul.',
  'satker.error.digitExists': 'NIK ini sudah memiliki akun DIGIT, jadi tidak perlu mendaftar lagi.',

  'satker.nobody.satker': 'Belum ada satker yang tercatat di sini.',
  'satker.nobody.supervised': 'Belum ada satker yang tercatat di bawah KPPN Anda.',
  'satker.nobody.deletable':
    'Tidak ada pengguna yang dapat dihapus: penghapusan hanya untuk yang berstatus 0 Tidak Aktif atau 5 Pendaftaran Ditolak. Pengguna yang masih Aktif atau Dormant dinonaktifkan dahulu oleh KPPN.',
  'satker.nobody.deactivatable':
    'Tidak ada pengguna berstatus 2 Aktif atau 3 Dormant yang dapat dinonaktifkan.',
  'satker.nobody.dormant':
    'Tidak ada pengguna berstatus 3 Dormant, jadi tidak ada yang perlu diaktifkan kembali.',

  'satker.refuse.unknown':
    'Data ini tidak ditemukan, atau Anda tidak berhak melihatnya. Tulis `/pintu` untuk melihat yang dapat Anda lakukan.',
  'satker.refuse.gone': 'Pengguna ini sudah tidak tercantum lagi.',
  'satker.refuse.dormant':
    'Akses Anda berstatus 3 Dormant. Tulis `/satker reactivate` untuk meminta KPPN mengaktifkannya kembali.',
  'satker.refuse.deactivateOfficer': 'Hanya petugas KPPN yang dapat menonaktifkan pengguna.',
  'satker.refuse.noStanding':
    'Alamat {email} belum tercatat di organisasi ini, jadi akun DIGIT belum dapat Anda minta di sini. Untuk mendaftar lewat KPPN, tulis `/satker ticket`.',
  'satker.refuse.noSatker':
    'Anda bukan pengguna aktif satker mana pun dan bukan petugas KPPN, jadi tidak ada daftar untuk Anda. Untuk mendaftar lewat KPPN, tulis `/satker ticket`.',
  'satker.refuse.noActiveSatker':
    'Hanya pengguna aktif suatu satker yang dapat melakukan ini. Untuk mendaftar lewat KPPN, tulis `/satker ticket`.',
  'satker.refuse.notActiveUser':
    'Anda bukan pengguna aktif {satker}. Hanya pengguna aktif satker itu yang dapat melakukan ini.',
  'satker.refuse.notOfficer': 'Hanya petugas KPPN mitra kerja {satker} yang dapat melakukan ini.',
  'satker.refuse.notYours': 'Hanya pengirimnya atau pengguna aktif satker itu yang dapat melakukan ini.',
  'satker.refuse.own':
    'Anda tidak dapat memutuskan hal yang Anda ajukan sendiri atau yang menyangkut diri Anda. Petugas lain yang memutuskannya.',
  'satker.refuse.passed': 'Pendaftaran {number} sudah tidak menunggu keputusan, jadi tidak ada yang berubah.',
  'satker.refuse.decidedBy': '{name} sudah memutuskan pendaftaran {number}, jadi tidak ada yang berubah.',
  'satker.refuse.ticketPassed': 'Tiket {number} sudah ditangani atau ditarik, jadi tidak ada yang berubah.',
  'satker.refuse.notDeactivated':
    '{name} tidak berstatus 2 Aktif atau 3 Dormant, jadi tidak dapat dinonaktifkan.',
  'satker.refuse.deactivateFirst':
    '{name} masih berstatus Aktif atau Dormant. KPPN menonaktifkannya dahulu dengan `/satker deactivate`.',
  'satker.refuse.decideFirst': 'Pendaftaran {name} belum diputuskan. Setujui, tolak, atau tarik dahulu.',
  'satker.refuse.notDormant':
    '{name} tidak berstatus 3 Dormant, jadi tidak ada yang perlu diaktifkan kembali.',
  'satker.refuse.alreadyAsked': 'Permintaan pengaktifan kembali untuk {name} sudah menunggu keputusan KPPN.',
  'satker.refuse.nobodyToDecide':
    'Belum dapat dikirim karena belum ada petugas KPPN yang dapat memutuskan untuk {satker}. Minta ADMIN melengkapinya: {admins}.',

  'satker.refuse.report': 'Laporan login hanya diterima dari petugas KPPN atau ADMIN.',

  'satker.marks.registration': 'Pendaftaran',
  'satker.marks.ticket': 'Tiket',
  'satker.minutes.registration': 'Pendaftaran pengguna satker',
  'satker.minutes.ticket': 'Tiket satker kepada KPPN',
  'satker.registrations': 'Pendaftaran satker',
  'satker.tickets': 'Tiket satker',
  'satker.retention.userFiles': 'Dokumen pendaftaran satker yang sudah berakhir',
  'satker.retention.ticketFiles': 'Dokumen tiket KPPN yang selesai',
  'satker.retention.userFilesOpen': 'Dokumen pendaftaran satker',
  'satker.retention.ticketFilesOpen': 'Dokumen tiket KPPN',
  'satker.retention.ticketOpen': 'Tiket KPPN',
  'satker.retention.user': 'Pendaftaran satker yang ditolak, tidak aktif, atau dihapus',
  'satker.retention.ticket': 'Tiket KPPN yang selesai',
  'satker.retention.digit': 'Permintaan akun DIGIT',
} as const;
