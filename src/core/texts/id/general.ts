export const general = {
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
  'chat.filesRefused': 'Berkas tidak dapat diterima',
  'chat.filesForbidden':
    'Saya belum diizinkan membaca berkas di channel ini. Kirim berkasnya di chat pribadi dengan saya, atau minta admin Teams memberikan izinnya.',

  'chat.filesUnknown':
    'Slack tidak memberi tahu saya berkas apa ini, jadi belum saya baca. Kirim lagi berkasnya langsung di chat pribadi dengan saya.',
  'chat.noLongerSeen': 'Anda tidak lagi berhak melihat isi kartu ini.',
  'command.unknown': 'Saya tidak mengenal “{heard}”',
  'command.meant':
    '{count, plural, =1 {Maksud Anda: {commands}?} other {Maksud Anda salah satu dari ini: {commands}?}}',
  'command.usable': 'Yang dapat Anda tulis:',
  'command.needsSlash': 'Formulir ini dibuka dengan perintah. Tulis {command} di kolom pesan, lalu kirim.',

  'list.any': 'Semua',
  'list.newer': '← Sebelumnya',
  'list.older': 'Berikutnya →',
  'list.search': 'Cari',
  'list.clear': 'Hapus pencarian',
  'list.searched': 'Pencarian: “{text}”',
  'list.narrow': 'Persempit daftar',
  'list.apply': 'Tampilkan',
  'list.narrowed': '{label}: {chosen}',
  'list.pick': 'Pilih {label}',
  'list.unpick': 'Semua {label}',
  'list.words': 'Kata kunci',

  'language.id': 'Bahasa Indonesia',
  'language.en': 'English',
  'language.changed':
    'Mulai sekarang Satu Pintu memakai bahasa Indonesia. Kartu yang sudah terkirim berganti bahasa saat diperbarui.',
  'language.usage': 'Tulis /pintu language id atau /pintu language en.',

  'decision.namesake':
    '⚠️ Nama {name} mirip dengan nama Anda. Jika ini tentang diri Anda sendiri, serahkan keputusannya kepada orang lain.',
  'error.unexpected':
    'Maaf, terjadi kesalahan di pihak kami. Silakan coba sekali lagi; bila masih terjadi, sampaikan kode {reference} kepada admin.',
  'error.stalled':
    'Sistem sedang lambat. Tunggu sebentar, lalu tekan sekali lagi; permintaan yang sama tidak akan tercatat dua kali.',
  'error.crowded':
    'Anda meminta terlalu banyak sekaligus. Tunggu sampai yang sebelumnya dijawab, lalu coba lagi.',
  'error.tooFast':
    'Dalam satu menit dapat dikirim paling banyak {most} permohonan. Permohonan ini tidak tercatat: kirim lagi dalam {seconds} detik.',
  'error.tooManyOpen':
    'Anda sudah memiliki {most} permohonan yang menunggu keputusan, dan tidak boleh lebih. Kirim lagi setelah salah satunya diputuskan atau Anda tarik kembali.',
  'error.tooLong': 'Terlalu panjang: paling banyak {max} karakter.',
  'error.tooLate': 'Formulir gagal terbuka karena waktunya habis. Silakan coba sekali lagi.',
  'error.faster':
    'Pada saat yang sama orang lain mengubah hal ini, jadi tidak ada yang berubah dari Anda. Buka sekali lagi untuk melihat keadaan terbarunya.',
  'error.doneBy': 'Terakhir diubah oleh {name}, {time}.',
  'error.oldCard': 'Tombol ini berasal dari kartu versi lama. Tulis /pintu untuk membuka yang terbaru.',
  'error.whoCanHelp': 'Yang dapat membantu: {names}.',
  'error.noStanding':
    'Alamat {email} belum tercatat di organisasi ini, jadi Anda belum dapat melakukannya. Minta salah satu admin mendaftarkan Anda ({admins}), atau ajukan User ID dengan /userid.',
  'error.unverifiedAccount':
    'Akun chat Anda tidak memiliki e-mail organisasi yang terverifikasi, jadi kami belum dapat mengenali Anda. Minta pengelola chat di organisasi Anda memeriksa e-mail pada akun Anda.',
  'error.inactivePerson': 'Data Anda di organisasi ini sudah tidak aktif. Hubungi admin organisasi Anda.',
  'error.adminOnly': 'Hanya ADMIN yang dapat melakukan ini.',

  'attachment.error.type':
    'Isi {name} bukan JPG, JPEG, PNG, atau PDF. Lampirkan berkas dengan salah satu jenis itu.',
  'attachment.error.size':
    '{name} berukuran {size, number} MB, melebihi batas {max} MB per berkas. Pilih berkas yang lebih kecil.',
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
    'Buka {name} di browser. Tautannya berlaku selama 10 menit; dari sana berkas hanya dapat diunduh satu kali.',
  'file.see': 'Buka berkas',
  'file.download': 'Unduh',

  'imports.received': 'Berkas {names} sedang dibaca. Hasilnya segera disampaikan di sini.',
  'imports.receivedTitle': 'Berkas diterima',
  'imports.notForYou':
    'Anda tidak berwenang mengirim spreadsheet ke Satu Pintu, jadi berkas ini tidak dibaca. Bila perlu, hubungi admin.',
  'imports.refused': '{file} tidak diproses',
  'imports.cell': 'Lembar {sheet}, baris {row}, kolom {column}',
  'imports.unknownKind': 'Kolom pada berkas ini tidak dikenal. Kirim salah satu berkas .xlsx ini: {known}.',
  'imports.expected': 'Kirim salah satu berkas .xlsx ini: {known}.',
  'imports.unreadable.notXlsx':
    'Isi berkas ini bukan .xlsx. Simpan sebagai “Excel Workbook (.xlsx)”, lalu kirim lagi.',
  'imports.unreadable.encrypted': 'Berkas ini dilindungi password. Hapus passwordnya, lalu kirim lagi.',
  'imports.unreadable.macros': 'Berkas ini memuat makro. Simpan sebagai .xlsx tanpa makro, lalu kirim lagi.',
  'imports.unreadable.tooLarge':
    'Berkas ini terlalu besar. Bagi menjadi beberapa berkas, lalu kirim satu per satu.',
  'imports.unreadable.suspicious':
    'Berkas ini tidak tersusun seperti spreadsheet biasa. Salin isinya ke berkas baru, lalu kirim lagi.',
  'imports.unreadable.externalLinks':
    'Berkas ini mengambil nilai dari berkas lain. Tempel sebagai nilai, lalu kirim lagi.',
  'imports.unreadable.broken': 'Berkas ini rusak atau terpotong. Simpan ulang, lalu kirim lagi.',

  'mail.greeting': 'Yth. Bapak/Ibu {name},',
  'mail.footer': 'E-mail ini dikirim otomatis oleh Satu Pintu.',
  'mail.footer.personal': 'Mohon tidak meneruskannya karena tautan di dalamnya hanya untuk Anda.',
  'mail.linkOnce':
    'Tautan ini hanya dapat dipakai satu kali dan berlaku selama {hours, plural, other {# jam}}.',
  'mail.card.press': 'Buka kartunya di chat melalui tautan di bawah, lalu tekan {press}.',
  'mail.card.open': 'Buka kartu di chat',
  'mail.card.type':
    'Kartunya belum sampai kepada Anda di chat. Untuk membukanya, tulis {ways} kepada Satu Pintu, lalu tekan {press}.',
  'mail.card.typedIn': '{command} di {platform}',
  'mail.command.inbox': '/pintu inbox',
  'mail.command.reactivate': '/satker reactivate',
  'mail.command.mappings': '/partner mappings',

  'pintu.word.help': '/pintu – apa yang bisa saya lakukan',
  'pintu.word.inbox': '/pintu inbox – yang menunggu Anda',
  'pintu.word.mine': '/pintu mine – permohonan Anda',
  'pintu.word.portal': '/pintu portal – halaman web Anda',
  'pintu.word.language': '/pintu language id, /pintu language en – bahasa Anda',
  'pintu.word.people': '/pintu people [nama], /pintu people template – peran, dan formulir organisasi',
  'pintu.word.channel': '/pintu channel – pemberitahuan untuk channel',
  'pintu.word.doctor': '/pintu doctor – periksa semua sambungan',
  'pintu.word.audit': '/pintu audit verify – periksa log audit',
  'pintu.help.title': 'Apa yang bisa saya lakukan?',
  'pintu.help.greeting':
    'Halo, {name}. Satu Pintu adalah satu tempat untuk meminta, mengurus, dan memakai akun.',
  'pintu.help.own': 'Permohonan dan portal',
  'pintu.help.admin': 'Untuk ADMIN',
  'pintu.help.commands': 'Anda juga dapat mengetik: {commands}.',
  'pintu.help.noStanding':
    'E-mail Anda belum tercatat di organisasi ini. Anda tetap dapat mengajukan User ID, mengirim tiket pendaftaran satker, dan mengikuti permohonan Anda.',
  'pintu.home.title': 'Selamat datang, {name}',
  'pintu.inbox.title': 'Menunggu saya',
  'pintu.inbox.text': 'Permohonan yang menunggu keputusan Anda.',
  'pintu.mine.title': 'Permohonan saya',
  'pintu.mine.text': 'Permohonan yang Anda ajukan dan sudah sampai di tahap mana.',
  'pintu.portal.title': 'Portal',
  'pintu.portal.text': 'Halaman web yang memuat permohonan Anda dan riwayatnya.',
  'pintu.portal.ready':
    'Tautan ini membuka portal atas nama Anda, jadi jangan dibagikan. Hanya dapat dipakai satu kali dan berlaku selama 10 menit.',
  'pintu.portal.open': 'Buka portal',

  'people.stranger': '{email} (belum terdaftar, menyebut diri “{name}”)',
  'people.unregistered': '{email} (belum terdaftar)',
  'people.title': 'Orang dan peran',
  'people.text': 'Lihat siapa memegang peran apa; beri atau cabut peran.',
  'people.noRoles': 'Tidak memegang peran.',
  'people.nobody': 'Tidak ada yang cocok. Cari dengan nama, e-mail, atau Nopek.',
  'people.grant': 'Beri peran',
  'people.withdraw': 'Cabut peran',
  'people.withdrawText':
    'Cabut peran {role} dari {name}? Haknya langsung berakhir, dan pencabutan ini dicatat.',
  'people.granted': '{name} kini memegang peran {role}.',
  'people.withdrawn': 'Peran {role} sudah dicabut dari {name}.',
  'people.reason': 'Alasan',
  'people.search': 'Cari orang',
  'people.searchText': 'Nama, e-mail, atau Nopek',
  'people.searched': 'Pencarian: “{text}”',
  'people.person': 'Orang',
  'people.personSearch': 'Ketik nama atau e-mail',
  'people.role': 'Peran',
  'people.grantedBy': 'Diberikan oleh {name}, {time}',
  'people.nobody.unit': 'Belum ada unit untuk peran ini. Tambahkan dulu unitnya dengan /pintu people.',
  'people.error.person': 'Pilih orang yang tercatat di organisasi ini.',
  'people.error.role': 'Pilih perannya.',
  'people.error.unit': 'Peran ini terikat pada unit. Pilih unitnya.',
  'people.error.hasRole': 'Orang ini sudah memegang peran itu. Pilih peran lain.',
  'people.error.lastAdmin': 'Ini ADMIN terakhir. Beri peran ADMIN kepada orang lain terlebih dahulu.',
  'people.error.gone':
    'Peran ini sudah dicabut atau orangnya tidak ada lagi. Buka daftar terbaru dengan /pintu people.',
  'people.error.reason': 'Tulis alasannya.',
  'people.error.nopekContradicted':
    'Menurut layanan data pegawai, Nopek {nopek} milik {email}, tetapi di sini Nopek atau e-mail itu tercatat pada orang lain. Minta admin memeriksanya ({admins}), lalu coba lagi.',
  'people.error.emailContradicted':
    'Menurut layanan data pegawai, e-mail pemilik Nopek {nopek} kini {email}. Di sini pemilik Nopek itu tercatat dengan e-mail lain dan sudah memegang peran atau memakai akun chat, jadi e-mailnya tidak diganti begitu saja. Minta admin memeriksanya ({admins}), lalu coba lagi.',
  'people.error.unitContradicted':
    'Layanan data pegawai menyebut unit dengan kode {code}, tetapi di sini kode itu bukan unit kantor pusat. Minta admin memeriksanya ({admins}), lalu coba lagi.',

  'doctor.title': 'Pemeriksaan sistem',
  'doctor.text': 'Periksa semua sambungan, pekerjaan yang gagal, dan siapa yang tidak terjangkau di chat.',
  'doctor.well': 'Semua berjalan',
  'doctor.wrong': '{count, number} perlu diperbaiki',
  'doctor.ok': 'baik',
  'doctor.bad': 'bermasalah',
  'doctor.database': 'Basis data',
  'doctor.slack': 'Slack',
  'doctor.teams': 'Microsoft Teams',
  'doctor.mail': 'E-mail',
  'doctor.jobs': 'Pekerjaan latar belakang',
  'doctor.dukcapil': 'Dukcapil',
  'doctor.digit': 'DIGIT',
  'doctor.directoryHub': 'Directory Hub',
  'doctor.employeeRegister': 'Daftar pegawai',
  'doctor.hubNotConnected': '{name} tidak Connected: {reason}',
  'doctor.notSetUp': 'belum disiapkan',
  'doctor.mend.dukcapil':
    'Isi DUKCAPIL_URL dan periksa sambungannya. Tanpa Dukcapil, pengguna satker tidak dapat didaftarkan.',
  'doctor.mend.digit':
    'Isi DIGIT_URL dan periksa sambungannya. Tanpa DIGIT, pengguna satker tidak dapat didaftarkan atau masuk.',
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

  'audit.usage': 'Untuk memeriksa log audit, tulis /pintu audit verify.',
  'audit.title': 'Pemeriksaan log audit',
  'audit.holds': 'Log utuh',
  'audit.broken': 'Log tidak utuh',
  'audit.sealed': 'Entri yang sudah disegel',
  'audit.unsealed': 'Entri yang menunggu segel',
  'audit.head': 'Segel terakhir',
  'audit.askedBy': 'Diminta oleh',
  'audit.ended': 'Selesai',
  'audit.against': 'Dicocokkan dengan catatan segel',
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
  'audit.finding.head': 'Catatan tentang segel terakhir hilang atau diubah.',
  'audit.finding.entry': 'Entri {entry} hilang, atau tidak bersegel dan tidak menunggu segel.',
  'audit.finding.note':
    'Segel {position} berbeda dari yang tercatat: log telah diganti sejak catatan itu dibuat.',
  'audit.report': 'Segera laporkan kepada penanggung jawab keamanan informasi.',
  'audit.hint':
    'Setiap hari segel terakhir dicatat dalam pesan kepada admin. Tekan Periksa log pada salah satu catatan untuk memastikan bahwa log masih memuatnya.',
  'audit.note.title': 'Catatan segel log audit',
  'audit.note.text':
    'Biarkan pesan ini tetap ada. Periksa log memastikan bahwa log masih sama seperti saat catatan ini dibuat, termasuk bagian akhirnya.',
  'audit.note.check': 'Periksa log',
} as const;
