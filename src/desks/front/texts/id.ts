/** The words of the front desk, in Indonesian, which the types are read from. */
export const id = {
  'language.id': 'Bahasa Indonesia',
  'language.en': 'English',
  'language.changed':
    'Mulai sekarang Satu Pintu memakai bahasa Indonesia. Kartu yang sudah terkirim berganti bahasa saat diperbarui.',
  'language.offer': 'Lebih nyaman dengan bahasa Indonesia?',
  'language.offered':
    'Satu Pintu juga berbahasa Inggris. Tawaran ini hanya muncul sekali; nanti tulis `/pintu language en`.',
  'language.usage': 'Tulis `/pintu language id` atau `/pintu language en`.',

  'pintu.word.help': '`/pintu` – apa yang dapat saya lakukan',
  'pintu.word.inbox':
    '`/pintu inbox`, `/pintu inbox workbook` – yang menunggu Anda, di chat atau dalam .xlsx',
  'pintu.word.mine': '`/pintu mine` – permohonan Anda',
  'pintu.word.portal': '`/pintu portal` – halaman web Anda',
  'pintu.word.language': '`/pintu language id`, `/pintu language en` – bahasa Anda',
  'pintu.word.mydata': '`/pintu mydata` – semua data tentang Anda, dan siapa yang melihatnya',
  'pintu.word.reminders': '`/pintu reminders` – cara Anda diingatkan, dan zona waktu Anda',
  'pintu.word.delegate': '`/pintu delegate`, `/pintu delegate off` – siapa menggantikan Anda',
  'pintu.word.people': '`/pintu people [nama]`, `/pintu people template` – peran, dan formulir organisasi',
  'pintu.word.stepup': '`/pintu stepup` – keputusan yang meminta kode authenticator',
  'pintu.word.channel': '`/pintu channel` – pemberitahuan untuk channel',
  'pintu.word.doctor': '`/pintu doctor` – periksa semua sambungan',
  'pintu.word.audit': '`/pintu audit verify` – periksa log audit',
  'pintu.word.erase': '`/pintu erase [nama]` – hapus data pribadi seseorang atas permintaannya',
  'pintu.help.title': 'Apa yang dapat saya lakukan?',
  'pintu.help.greeting':
    'Halo, {name}. Satu Pintu adalah satu tempat untuk meminta, mengurus, dan memakai akun.',
  'pintu.help.own': 'Permohonan dan portal',
  'pintu.help.admin': 'Untuk ADMIN',
  'pintu.help.commands': 'Anda juga dapat mengetik: {commands}.',
  'pintu.help.noStanding':
    'E-mail Anda belum tercatat di organisasi ini. Anda tetap dapat mengajukan User ID, mengirim tiket pendaftaran satker, dan mengikuti permohonan Anda.',
  'pintu.home.title': 'Selamat datang, {name}',
  'inbox.waits': 'Menunggu {days, plural, =0 {kurang dari 1 hari kerja} other {# hari kerja}}.',
  'inbox.waitsUntil':
    'Menunggu {days, plural, =0 {kurang dari 1 hari kerja} other {# hari kerja}}, tenggat {due}.',
  'inbox.waitsEnds':
    'Menunggu {days, plural, =0 {kurang dari 1 hari kerja} other {# hari kerja}}; berlaku sampai {day}.',
  'inbox.waitsPast':
    'Menunggu {days, plural, =0 {kurang dari 1 hari kerja} other {# hari kerja}}; tenggat {due} sudah lewat.',
  'pintu.inbox.title': 'Menunggu saya',
  'pintu.inbox.text': 'Permohonan yang menunggu keputusan Anda.',
  'pintu.mine.title': 'Permohonan saya',
  'pintu.mine.text': 'Permohonan yang Anda ajukan dan tahap yang sudah dicapainya.',
  'pintu.code.title': 'Kode untuk halaman dari e-mail',
  'pintu.code.text':
    'Isikan kode ini di halaman yang Anda buka dari e-mail kami. Kode berlaku satu kali, sampai {time}.',
  'pintu.code.label': 'Kode',
  'pintu.code.warning':
    'Bila Anda tidak membuka halaman itu, abaikan pesan ini. Jangan berikan kode ini kepada siapa pun.',
  'pintu.code.used': 'Kode ini sudah dipakai.',
  'pintu.code.ended': 'Kode ini sudah tidak berlaku. Minta kode baru di halaman itu bila masih perlu.',
  'pintu.portal.title': 'Portal',
  'pintu.portal.text': 'Halaman web yang memuat permohonan Anda dan riwayatnya.',
  'pintu.portal.ready':
    'Tautan ini membuka portal atas nama Anda, jadi jangan dibagikan. Hanya dapat dipakai satu kali dan berlaku selama 10 menit.',
  'pintu.portal.open': 'Buka portal',

  'departed.title': 'Akun chat {name} sudah tidak ada',
  'departed.text':
    'Akun chat terakhir {name} dinonaktifkan atau menjadi akun tamu, jadi tautan akunnya sudah diakhiri. Perannya tetap ada, dan pemberitahuan kini hanya dikirim ke {email}. Jika {name} sudah keluar dari organisasi, nonaktifkan di data organisasi; jika hanya sedang tidak bertugas, tunjuk penggantinya.',
  'delegation.title': 'Pengganti',
  'delegation.text':
    'Pengganti memutuskan atas nama Anda pada hari yang Anda pilih, dari tanggal pertama pukul 00.00 sampai akhir tanggal terakhir. Pengganti tidak memutuskan permohonan Anda sendiri, dan setiap keputusannya dicatat dengan kedua nama.',
  'delegation.forMe': 'Yang menggantikan saya',
  'delegation.nobodyForMe': 'Saat ini tidak ada yang menggantikan Anda.',
  'delegation.byMe': 'Yang saya gantikan',
  'delegation.nobodyByMe': 'Anda tidak sedang menggantikan siapa pun.',
  'delegation.others': 'Pengganti orang lain',
  'delegation.noOthers': 'Tidak ada.',
  'delegation.who': '{substitute} menggantikan {principal}',
  'delegation.PLANNED': 'Belum mulai',
  'delegation.STANDING': 'Berlaku',
  'delegation.ENDED': 'Berakhir',
  'delegation.name': 'Tunjuk pengganti',
  'delegation.nameForOther': 'Untuk orang lain',
  'delegation.principal': 'Yang digantikan',
  'delegation.substitute': 'Pengganti',
  'delegation.days': 'Tanggal',
  'delegation.from': 'Tanggal pertama',
  'delegation.to': 'Tanggal terakhir',
  'delegation.submit': 'Tunjuk',
  'delegation.planned':
    '{substitute} akan menggantikan {principal}: {days}. Permohonan yang menunggu akan dikirim kepadanya pada hari pertama.',
  'delegation.begun':
    '{substitute} menggantikan {principal} mulai sekarang: {days}. Permohonan yang menunggu sedang dikirim kepadanya.',
  'delegation.youStandIn':
    'Anda menggantikan {principal}. Selama itu, permohonan yang menunggu keputusannya juga menunggu keputusan Anda, dan setiap keputusan dicatat dengan kedua nama.',
  'delegation.standsInForYou':
    '{substitute} menggantikan {principal}. Selama itu, keduanya dapat memutuskan.',
  'delegation.madeBy': 'Ditunjuk oleh {name}',
  'delegation.endedBy': 'Diakhiri oleh {name}, {time}',
  'delegation.end.title': 'Akhiri penggantian',
  'delegation.end.button': 'Akhiri',
  'delegation.end.text':
    '{substitute} tidak lagi menggantikan {principal}. Permohonan yang menunggu tidak lagi menunggu keputusannya.',
  'delegation.end.submit': 'Ya, Akhiri',
  'delegation.end.done': '{substitute} tidak lagi menggantikan {principal}.',
  'delegation.refuse.ended': 'Penggantian ini sudah berakhir.',
  'delegation.refuse.nothingToEnd':
    'Saat ini tidak ada yang menggantikan Anda, dan tidak ada pengganti yang direncanakan.',
  'delegation.error.from': 'Pilih tanggal pertama, hari ini atau sesudahnya.',
  'delegation.error.to': 'Pilih tanggal terakhir, pada atau sesudah tanggal pertama.',
  'delegation.error.tooLong':
    'Penggantian paling lama satu tahun. Bila perlu lebih lama, minta ADMIN memberikan perannya kepada orang itu.',
  'delegation.error.substitute': 'Pilih pengganti yang tercatat dan masih aktif di organisasi ini.',
  'delegation.error.noChat':
    '{name} sedang tidak dapat dihubungi di Slack atau Teams. Minta {name} menulis kepada saya lebih dahulu, atau pilih orang lain.',
  'delegation.error.same': 'Seseorang tidak dapat menggantikan dirinya sendiri. Pilih orang lain.',
  'delegation.error.yourself':
    'Anda tidak dapat menunjuk diri sendiri untuk menggantikan orang lain. Pilih orang lain, atau minta ADMIN lain menunjuk Anda.',
  'delegation.error.overlap':
    'Pada sebagian hari itu {name} sudah menjadi pengganti ({days}). Akhiri penggantian itu dahulu, atau pilih tanggal lain.',

  'doctor.title': 'Pemeriksaan sistem',
  'doctor.text': 'Periksa semua sambungan, pekerjaan yang gagal, dan siapa yang tidak terjangkau di chat.',
  'doctor.well': 'Semua berjalan',
  'doctor.wrong': '{count, number} perlu diperbaiki',
  'doctor.limited': 'Berjalan, tetapi {count, number} perlu perhatian',
  'doctor.ok': 'baik',
  'doctor.bad': 'bermasalah',
  'doctor.attention': 'perlu perhatian',
  'doctor.runtime': 'Node.js dan PostgreSQL',
  'doctor.runtime.supported': '{what} {version}: didukung sampai {day}.',
  'doctor.runtime.soon':
    '{what} {version}: dukungannya berakhir {day}. Rencanakan pindah ke versi yang lebih baru.',
  'doctor.runtime.over':
    '{what} {version}: dukungannya sudah berakhir {day}, jadi celah keamanan baru tidak diperbaiki lagi. Pindahlah ke versi yang lebih baru.',
  'doctor.runtime.unknown':
    '{what} {version}: lebih baru daripada yang dikenal program ini; sampai kapan didukung tidak diketahui.',
  'doctor.secret.ends':
    'Secret-nya berlaku {days, plural, =0 {hari ini saja} other {# hari lagi}}, sampai {day}.',
  'doctor.secret.over': 'Secret-nya sudah kedaluwarsa {day}.',
  'doctor.secret.unknown':
    'Kapan secret-nya kedaluwarsa tidak diketahui. Isi TEAMS_SECRET_EXPIRES agar ADMIN diingatkan sebelumnya.',
  'secretEnds.title': 'Secret {platform} segera kedaluwarsa',
  'secretEnds.text':
    'Setelah hari itu bot tidak dapat lagi masuk, dan tidak ada yang sampai lewat sana. Buat secret baru di Microsoft Entra, lalu isi TEAMS_APP_PASSWORD dan TEAMS_SECRET_EXPIRES dan mulai ulang program. Secret lama tetap berlaku sampai saat itu.',
  'doctor.witnesses': 'Saksi log audit',
  'doctor.witnesses.none': 'Belum ada akar log harian yang dikirim.',
  'doctor.witnesses.all':
    'Akar log {days, plural, other {# hari terakhir}} ada di setiap chat dan di e-mail.',
  'doctor.witnesses.missing': '{place}: {count, plural, other {# hari}} tanpa akar log, terakhir {day}.',
  'doctor.witnesses.never':
    '{place}: belum pernah ada akar log yang dikirim, dan belum ada channel ADMIN yang ditautkan.',
  'doctor.witnesses.mend':
    'Tanpa saksi di sana, perubahan log hari-hari itu mungkin tidak ketahuan. Tautkan channel para ADMIN di setiap chat dengan `/pintu channel`.',
  'doctor.database': 'Basis data',
  'doctor.slack': 'Slack',
  'doctor.teams': 'Microsoft Teams',
  'doctor.mail': 'E-mail',
  'doctor.jobs': 'Pekerjaan latar belakang',
  'doctor.waiting': 'Yang menunggu keputusan',
  'doctor.stages': 'Pemutus tiap tahap',
  'doctor.stagesOfNobody':
    'Tidak ada yang dapat memutuskan: {names}. Permohonan baru yang melalui tahap ini tidak dapat diajukan.',
  'doctor.dukcapil': 'Dukcapil',
  'doctor.digit': 'DIGIT',
  'doctor.directoryHub': 'Directory Hub',
  'doctor.employeeRegister': 'Daftar pegawai',
  'doctor.marketplace': 'Marketplace',
  'doctor.late': 'Tidak menjawab pada waktunya.',
  'doctor.noConnection': 'Tidak dapat dihubungi ({code}).',
  'doctor.notSetUp': 'belum disiapkan',
  'doctor.mend.stages':
    'Berikan peran tahap itu kepada seseorang dengan `/pintu people`, atau ubah pemutus tahapnya pada daftar tahap di sana.',
  'doctor.mend.waiting':
    'Tekan Open pada daftar di bawah, lalu berikan perannya kepada orang lain (`/pintu people`) atau tunjuk Atasan lain.',
  'doctor.mend.dukcapil':
    'Isi DUKCAPIL_URL dan periksa sambungannya. Tanpa Dukcapil, pengguna satker tidak dapat didaftarkan.',
  'doctor.mend.digit':
    'Isi DIGIT_URL dan periksa sambungannya. Tanpa DIGIT, pengguna satker tidak dapat didaftarkan atau masuk.',
  'doctor.mend.marketplace':
    'Isi MARKETPLACE_URL dan periksa sambungannya. Tanpa marketplace, pejabat pengadaan tidak dapat belanja atau membuat mapping.',
  'doctor.mend.directoryHub':
    'Isi DIRECTORY_HUB_URL dan periksa sambungannya, juga status hub-nya. Hub harus berstatus Connected agar akun mitra kerja dan sekretaris dapat diimpor.',
  'doctor.mend.employeeRegister':
    'Periksa EMPLOYEE_REGISTER_URL dan sambungannya. Tanpa daftar pegawai, permohonan User ID dengan Nopek tidak dapat diajukan.',
  'doctor.mend.database': 'Periksa DATABASE_URL dan server PostgreSQL.',
  'doctor.mend.slack': 'Periksa SLACK_BOT_TOKEN dan sambungan ke Slack.',
  'doctor.mend.teams':
    'Periksa TEAMS_APP_ID, TEAMS_APP_PASSWORD, dan TEAMS_TENANT_ID, serta sambungan ke Microsoft.',
  'doctor.mend.mail': 'Periksa SMTP_URL dan server e-mail.',
  'doctor.mend.jobs':
    'Rinciannya di bawah. Perbaiki penyebabnya, lalu tekan Coba lagi. Pekerjaan yang masih punya jadwal juga akan dicoba lagi dengan sendirinya.',
  'doctor.unreached': 'Tidak terjangkau di chat',
  'doctor.everybodyReached': 'Semua orang terjangkau.',
  'doctor.reason.notInstalled':
    'Aplikasi Satu Pintu belum terpasang di Teams orang ini. Minta ia memasangnya, atau pasangkan lewat kebijakan aplikasi di Teams admin center.',
  'doctor.reason.noAccount': 'Tidak ada akun chat dengan e-mail ini.',
  'doctor.reason.blocked': 'Orang ini memblokir bot. Minta ia membuka blokirnya.',
  'doctor.reason.other': 'Ditolak oleh layanan chat: {reason}',

  'reminder.title': 'Pengingat: {title}',
  'reminder.waits': 'Masih menunggu Anda',
  'reminder.nudged': 'Pemohon mengingatkan Anda',
  'reminder.overdue': 'Lewat tenggat',
  'reminder.overdueText': 'Belum diputuskan oleh {names}. Mohon dibantu agar segera diputuskan.',
  'digest.title': 'Menunggu Anda hari ini',
  'digest.count': '{count, plural, other {# permohonan menunggu Anda}}',
  'digest.more': '{count, plural, other {Masih ada # lagi.}}',
  'holidays.missing.title': 'Hari libur {year} belum diisi',
  'holidays.missing.text':
    'Tanpa hari libur nasional dan cuti bersama {year}, hari-hari itu dihitung sebagai hari kerja untuk tenggat dan pengingat. Isi lembar hari libur pada formulir organisasi (`/pintu people template`) sesuai SKB 3 Menteri, lalu kirim ke chat ini.',
  'reminders.title': 'Pengingat',
  'reminders.text':
    'Anda hanya diingatkan pada jam kerja di tempat Anda, bukan pada akhir pekan, hari libur nasional, atau cuti bersama.',
  'reminders.how': 'Cara diingatkan',
  'reminders.single': 'Satu per satu, begitu waktunya tiba',
  'reminders.digest': 'Sekali sehari, saat jam kerja mulai',
  'reminders.hours': 'Jam kerja',
  'reminders.zone': 'Zona waktu',
  'reminders.zoneDefault': 'Sama dengan organisasi',
  'reminders.by.digest': 'Ingatkan sekali sehari',
  'reminders.by.single': 'Ingatkan satu per satu',
  'reminders.inZone': 'Pakai {zone}',
  'alarm.title': 'Pekerjaan yang gagal',
  'alarm.since': 'Sejak {time}',
  'alarm.over': 'Sudah pulih',
  'alarm.text':
    'Ada pesan, e-mail, atau data yang menunggu pekerjaan ini. Pekerjaan dicoba lagi dengan sendirinya; yang perlu diperbaiki disebut beserta alasannya.',
  'alarm.lasted': 'Dari {from} sampai {to}. Yang tertunda sudah disusulkan.',
  'alarm.look': 'Periksa semuanya',
  'alarm.letter':
    'Di chat, `/pintu doctor` menampilkan semua sambungan dan dapat mencoba lagi pekerjaan yang sudah dihentikan.',
  'channel.title': 'Channel pemberitahuan',
  'channel.text': 'Lihat channel mana menerima pemberitahuan apa; ubah atau lepaskan.',
  'channel.howTo':
    'Untuk menautkan sebuah channel, tulis `/pintu channel` di channel itu. Pemberitahuan yang tidak punya channel dikirim langsung ke orangnya.',
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
  'channel.purpose.ADMINS': 'Para ADMIN',
  'channel.purpose.IMPORTS': 'Impor',
  'channel.boundBy': 'Ditautkan oleh',
  'channel.bind': 'Tautkan channel',
  'channel.change': 'Ubah pengaturan',
  'channel.save': 'Save',
  'channel.release': 'Lepaskan',
  'channel.releaseText':
    'Lepaskan {name} ({purpose})? Pemberitahuan berikutnya dikirim langsung ke orangnya, dan pelepasan ini dicatat.',
  'channel.saved': '{name} kini ditautkan untuk: {purpose}.',
  'channel.releasedNow': '{name} sudah dilepaskan.',
  'channel.arrives': 'Pemberitahuan sampai',
  'channel.underWay': 'Pesan pertama sedang dikirim',
  'channel.refused': 'Satu Pintu tidak dapat menulis di sana',
  'channel.why.notIn':
    'Satu Pintu belum menjadi anggota channel itu. Seorang anggotanya perlu menulis /invite @Satu Pintu di sana.',
  'channel.why.hidden':
    'Slack tidak memperlihatkan channel itu kepada Satu Pintu: channel privat yang belum dimasukinya, atau channel yang sudah dihapus. Bila channel itu masih ada, seorang anggotanya perlu menulis /invite @Satu Pintu di sana.',
  'channel.why.other':
    'Jawaban layanan chat: {reason}. Periksa apakah aplikasi Satu Pintu ada di channel itu (di Slack: /invite @Satu Pintu, di Teams: Kelola tim → Aplikasi).',
  'channel.mend': 'Setelah itu tekan “{retry}”. Yang belum sampai dalam 30 hari terakhir ikut dikirim.',
  'channel.retry': 'Kirim lagi',
  'channel.lookAgain': 'Periksa lagi',
  'channel.unreached': 'Channel pemberitahuan untuk {purpose}. Perbaiki dengan `/pintu channel`.',
  'channel.said.bound':
    'Mulai sekarang channel ini menerima pemberitahuan untuk: {purpose}. Ditautkan oleh {by}.',
  'channel.said.released':
    'Channel ini tidak lagi menerima pemberitahuan untuk: {purpose}. Dilepaskan oleh {by}.',
  'channel.refuse.shared':
    'Channel ini dibagikan dengan tim lain, dan orang dari organisasi lain dapat membaca di sini. Tautkan channel yang hanya untuk organisasi Anda.',
  'channel.nobody.unit': 'Belum ada unit jenis ini. Tambahkan dahulu dengan `/pintu people`.',
  'channel.error.name': 'Tulis nama channel, paling banyak {max} karakter.',
  'channel.error.purpose': 'Pilih untuk apa channel ini.',
  'channel.error.unit': 'Pilih satu dari daftar yang muncul.',
  'channel.error.changed':
    'Channel ini sudah diubah sejak formulir ini dibuka, jadi tidak ada yang berubah. Buka sekali lagi.',
  'channel.error.gone':
    'Tautan channel ini sudah berubah. Tulis `/pintu channel` sekali lagi di channel yang dimaksud.',
  'stepUp.title': 'Kode untuk keputusan',
  'stepUp.text':
    'Tahap dan tindakan di bawah ini meminta kode enam angka dari aplikasi authenticator, langsung di formulirnya. Kode diperiksa bersama keputusannya, dan log mencatat bahwa kode dipakai. Orang yang belum memiliki authenticator diarahkan untuk mendaftarkannya dahulu.',
  'stepUp.nothing': 'Belum ada keputusan yang meminta kode.',
  'stepUp.change': 'Ubah daftar',
  'stepUp.save': 'Save',
  'stepUp.acts': 'Tahap dan tindakan yang meminta kode',
  'stepUp.systems': 'Platform System yang meminta kode pada setiap keputusan',
  'stepUp.saved': 'Perubahan sudah disimpan.',
  'stepUp.grant': 'Pemberian peran',
  'stepUp.delegate': 'Penunjukan pengganti untuk orang lain oleh ADMIN',
  'claim.several': 'Pertanyaan pemilik akun',
  'proposal.several': 'Usulan peran',
  'doctor.retention': 'Masa simpan data',
  'doctor.retention.last': 'Terakhir selesai {time}. Dihapus: {removed}.',
  'doctor.retention.none': 'Belum pernah selesai.',
  'doctor.retention.running': 'Sedang berjalan sejak {time}; {count, number} sudah dihapus.',
  'doctor.retention.late':
    'Sudah lebih dari dua hari tidak selesai: periksa pekerjaan latar belakang di bawah ini dan log program.',
  'doctor.retention.kind': '{kind}: {count, number}',
  'doctor.retention.others': 'lainnya: {count, number}',
  'doctor.retention.nothing': 'tidak ada',
} as const;
