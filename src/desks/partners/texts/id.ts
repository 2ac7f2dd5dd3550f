/** The words of the partner desk, in Indonesian, which the types are read from. */
export const id = {
  'partnerAccount.expected.notLeft':
    'Alamat ini milik {name}, yang sudah tidak aktif. Minta ADMIN melepaskan alamatnya di `/pintu people`.',
  'partner.desk.title': 'Akun mitra & sekretaris',
  'partner.desk.name': 'Mitra kerja dan sekretaris',
  'partner.desk.text':
    'Di sini Anda mengurus akun mitra kerja dan sekretaris: dari formulir registrasi sampai mapping ke pejabatnya.',
  'partner.desk.officialText':
    'Di sini Anda melihat mapping sekretaris Anda, memperpanjang, atau mengakhirinya.',
  'partner.do.template': 'Formulir registrasi',
  'partner.do.templateText': 'Unduh formulir .xlsx, isi, lalu kirim kembali di chat ini untuk diimpor.',
  'partner.do.hub': 'Directory Hub',
  'partner.do.hubText': 'Periksa apakah Directory Hub berstatus Connected.',
  'partner.do.findText': 'Cari dengan e-mail atau username: akun, organisasi, Position Id, dan atasannya.',
  'partner.do.whitelistText': 'Beri role aplikasi, termasuk paket untuk sekretaris.',
  'partner.do.mappingText': 'Hubungkan sekretaris dengan posisi pejabat atasannya, dari Start sampai End.',
  'partner.do.mappingsText': 'Semua mapping beserta statusnya, termasuk yang segera berakhir.',
  'partner.offer.desk': 'Formulir dan impor akun, pencarian pengguna, whitelist, dan mapping sekretaris.',
  'partner.offer.mappings': 'Mapping sekretaris pada posisi Anda; perpanjang atau akhiri di sini.',
  'partner.home.heading': 'Mapping sekretaris yang segera berakhir',

  'partner.field.users': 'Users',
  'partner.field.usersSearch': 'Ketik e-mail atau username',
  'partner.field.position': 'Position',
  'partner.field.positionSearch': 'Ketik nama atau e-mail pejabat',
  'partner.field.official': 'Pejabat',
  'partner.field.start': 'Start',
  'partner.field.end': 'End',
  'partner.field.endHint': 'Hari terakhir mapping ini berlaku.',
  'partner.field.newEnd': 'End yang baru',
  'partner.field.reason': 'Alasan',
  'partner.field.application': 'Application list',
  'partner.field.roles': 'Roles',
  'partner.field.state': 'Status',
  'partner.field.find': 'E-mail atau username',
  'partner.field.name': 'Nama Lengkap',
  'partner.field.email': 'Email',
  'partner.field.account': 'Username',
  'partner.field.kind': 'Jenis',
  'partner.field.company': 'Perusahaan',
  'partner.field.period': 'Masa berlaku',
  'partner.field.unit': 'Unit',
  'partner.field.positionId': 'Position Id',
  'partner.field.parentPosition': 'Position Id Atasan',
  'partner.field.parentPerson': 'Atasan',

  'partner.kind.ORGANIK_PKWT': 'HO-Organik/PKWT',
  'partner.kind.TKJP': 'HO-TKJP',
  'partner.kind.UNIT': 'Pegawai unit',

  'partner.button.find': 'Cari pengguna',
  'partner.button.detail': 'Detail',
  'partner.button.check': 'Cek pengguna',
  'partner.button.log': 'Activity Log',
  'partner.button.whitelist': 'New whitelist',
  'partner.button.revoke': 'Cabut',
  'partner.button.mapping': 'Add Mapping',
  'partner.button.extend': 'Perpanjang',
  'partner.button.letEnd': 'Biarkan berakhir',
  'partner.button.changeEnd': 'Ubah End',
  'partner.button.endNow': 'Akhiri sekarang',
  'partner.form.submit': 'Submit',
  'partner.form.save': 'Save',

  'partner.state.AHEAD': 'Belum mulai',
  'partner.state.ACTIVE': 'Aktif',
  'partner.state.ENDED': 'Berakhir',
  'partner.filter.active': 'Aktif',
  'partner.filter.ahead': 'Belum mulai',
  'partner.filter.ended': 'Berakhir',
  'partner.filter.expiring': 'Berakhir dalam 30 hari',

  'partner.find.title': 'Cari pengguna',
  'partner.find.hint':
    'E-mail atau username persis seperti tercatat, atau awal kata dari nama dan e-mailnya.',
  'partner.find.nobody': 'Tidak ada pengguna yang cocok. Periksa e-mail atau username-nya.',
  'partner.find.more': 'Yang tampil hanya {count, number} pertama. Ketik lebih lengkap untuk mempersempit.',

  'partner.card.person': 'Pengguna {name}',
  'partner.card.inactive': 'Tidak aktif',
  'partner.card.organisation': 'Organization',
  'partner.card.whitelist': 'Whitelist',
  'partner.card.mappings': 'Secretary Mapping',
  'partner.card.nobody': 'belum ada pejabatnya',
  'partner.card.noPosition': 'belum ada Position Id ({title})',
  'partner.card.hubWaits': 'menunggu dari direktori',
  'partner.card.hubRefused': 'ditolak direktori: {reason}',
  'partner.card.grantedBy': 'Diberikan oleh {name}, {time}',
  'partner.card.noWhitelist': 'Belum ada role aplikasi.',
  'partner.card.moreGrants': '{count, number} role lainnya tidak ditampilkan.',
  'partner.card.noMapping': 'Belum ada mapping.',
  'partner.card.sandbox': 'sandbox: data direktori ini tiruan, bukan yang sebenarnya.',
  'partner.card.mapping': 'Mapping {number} · {name}',
  'partner.card.letEnd': 'Mapping ini akan berakhir sesuai End. Tidak ada pengingat lagi.',
  'partner.card.addedBy': 'Dibuat oleh {name}, {time}',
  'partner.card.log': 'Activity Log {number}',

  'partner.step.added': '{actor} membuat mapping ini sampai {end}.',
  'partner.step.endChanged': '{actor} mengubah End dari {before} menjadi {end}.',
  'partner.step.letEnd': '{actor} membiarkan mapping ini berakhir pada {end}.',
  'partner.step.reassigned': '{actor} mengalihkan keputusannya kepada {name}.',
  'partner.step.ended': 'Mapping ini berakhir karena End-nya, {end}, sudah lewat.',
  'partner.step.endedEarly': '{actor} mengakhiri mapping ini lebih awal. End semula: {end}.',

  'partner.list.title': 'Mapping sekretaris',
  'partner.list.nothing': 'Tidak ada mapping yang cocok.',
  'partner.list.empty': 'Belum ada mapping.',
  'partner.list.find': 'Cari mapping',
  'partner.list.findHint': 'Nama atau e-mail sekretaris atau pejabat, posisi, atau nomor mapping.',

  'partner.bundle.label': 'Paket sekretaris',
  'partner.bundle.title': 'Paket sekretaris',
  'partner.bundle.submit': 'Berikan',
  'partner.bundle.grants': 'Yang akan diberikan',
  'partner.bundle.lacks':
    '{name} belum memiliki role Secretary User di P-Office 2.0, jadi belum dapat di-mapping. Tekan Berikan untuk memberi paket sekretaris; formulir mapping lalu terbuka kembali.',
  'partner.bundle.goOn': 'Periksa isian di bawah ini, lalu tekan Save untuk membuat mapping.',

  'partner.done.title': 'Tersimpan',
  'partner.done.granted': 'Diberikan: {roles}.',
  'partner.done.had': 'Sudah dimiliki sebelumnya: {roles}.',
  'partner.done.mapped': 'Mapping {number} tersimpan. Beginilah pengguna ini sekarang di P-Office:',

  'partner.done.extend': 'Diperpanjang: {number} berlaku sampai {end}.',
  'partner.done.changeEnd': 'Diubah: {number} berlaku sampai {end}.',
  'partner.done.letEnd': 'Dibiarkan berakhir: {number} berlaku sampai {end}, tanpa pengingat lagi.',
  'partner.done.end': 'Diakhiri: {number}.',
  'partner.done.revoked': 'Dicabut: role {role} di {application} dari {name}.',

  'partner.act.extend': 'Mapping {name} diperpanjang sampai End yang baru, yang harus sesudah End sekarang.',
  'partner.act.changeEnd':
    'Pilih End yang baru untuk mapping {name}. Boleh lebih awal, paling cepat hari ini.',
  'partner.act.letEnd':
    'Biarkan mapping {name} berakhir? Mapping berlaku sampai End, lalu role Secretary User dicabut bila tidak diperlukan mapping lain. Tidak ada pengingat lagi.',
  'partner.act.letEndYes': 'Ya, biarkan berakhir',
  'partner.act.end':
    'Akhiri mapping {name} sekarang? Role Secretary User ikut dicabut bila tidak diperlukan mapping lain.',
  'partner.revoke.title': 'Cabut role',
  'partner.revoke.text':
    'Cabut role {role} di {application} dari {name}? Hak aksesnya di sana langsung berakhir, dan pencabutan ini dicatat.',

  'partner.secretaries.button': 'Whitelist & mapping {count, number} sekretaris',
  'partner.secretaries.title': 'Lengkapi sekretaris',
  'partner.secretaries.text':
    '{count, number} sekretaris dari impor ini belum lengkap. Dengan satu konfirmasi, masing-masing mendapat role di bawah ini yang belum dimilikinya, dan mapping ke posisi atasannya.',
  'partner.secretaries.mapped': 'mapping sudah ada',
  'partner.secretaries.more': 'dan {count, number} lainnya',
  'partner.secretaries.leftOut':
    'Tidak ikut, karena ada mapping lain pada tanggal yang sama, End-nya sudah lewat, atau posisi itu miliknya sendiri: {names}.',
  'partner.secretaries.done':
    'Role diberikan kepada {granted, number} orang; {mapped, number} mapping dibuat.',
  'partner.secretaries.nothing':
    'Semua sekretaris dari impor ini sudah lengkap, jadi tidak ada yang perlu dikonfirmasi.',

  'partner.reminder.title': 'Mapping {number} · {name} segera berakhir',
  'partner.reminder.text': 'Mapping sekretaris ini berakhir pada {end}. Perpanjang, atau biarkan berakhir.',
  'partner.reminder.ask': 'Bila perlu diperpanjang, mintalah kepada pejabat atau admin direktori.',
  'partner.ended.title': 'Mapping {number} · {name} sudah berakhir',
  'partner.ended.roleWithdrawn': 'Role Secretary User di P-Office 2.0 ikut dicabut.',
  'partner.ended.roleKept': 'Role di P-Office 2.0 tidak berubah.',

  'partner.mail.reminder.subject': 'Mapping sekretaris {number} ({name}) berakhir {end}',
  'partner.mail.reminder.text':
    'Mapping sekretaris {name} berakhir pada {end}. Setelah itu akses sekretaris di P-Office dicabut, kecuali masih diperlukan mapping lain.',
  'partner.mail.reminder.secretary':
    'Bila Anda masih bertugas, mintalah perpanjangan kepada pejabat yang bersangkutan atau admin direktori.',
  'partner.mail.ended.text': 'Mapping sekretaris {name} sudah berakhir.',

  'partner.command.number': 'Tulis nomor mapping-nya, misalnya MAP-2026-000001.',
  'partner.word.desk': '`/partner` – yang dapat dilakukan',
  'partner.word.template': '`/partner template` – formulir registrasi',
  'partner.word.hub': '`/partner hub` – status Directory Hub',
  'partner.word.find': '`/partner find [e-mail atau username]` – cari pengguna',
  'partner.word.whitelist': '`/partner whitelist` – beri role',
  'partner.word.mapping': '`/partner mapping` – pasangkan sekretaris dengan pejabat',
  'partner.word.mappings': '`/partner mappings [expiring atau kata]` – daftar mapping',
  'partner.word.show': '`/partner show MAP-…` – satu mapping',

  'partner.error.person': 'Pilih pengguna dari daftar.',
  'partner.error.position': 'Pilih posisi pejabat dari daftar.',
  'partner.error.ownPosition': 'Posisi ini dipegang oleh pengguna itu sendiri. Pilih posisi lain.',
  'partner.error.application': 'Pilih aplikasi atau paket.',
  'partner.error.roles': 'Pilih setidaknya satu role dari aplikasi ini.',
  'partner.error.start': 'Pilih tanggal mulai.',
  'partner.error.end': 'Pilih tanggal akhir.',
  'partner.error.endBeforeStart': 'End tidak boleh sebelum Start.',
  'partner.error.endPast': 'End sudah lewat. Pilih hari ini atau sesudahnya.',
  'partner.error.sameEnd': 'End mapping ini sudah tanggal itu. Pilih tanggal lain.',
  'partner.error.notLater': 'Untuk memperpanjang, pilih tanggal sesudah End sekarang.',
  'partner.error.overlap':
    'Pengguna ini sudah di-mapping ke posisi itu pada tanggal yang sama: {number}, {start} – {end}. Ubah tanggalnya, atau perpanjang mapping itu.',
  'partner.error.overlapGone': 'Mapping lain pada tanggal yang sama baru saja berubah. Tekan sekali lagi.',
  'partner.error.find': 'Isi e-mail atau username.',

  'partner.nobody.application': 'Belum ada aplikasi yang role-nya dapat diberikan.',
  'partner.nobody.position': 'Belum ada posisi yang tercatat, jadi mapping belum dapat dibuat.',
  'partner.refuse.directoryAdmin': 'Hanya DIRECTORY_ADMIN yang dapat melakukan ini.',
  'partner.refuse.own':
    'Anda tidak dapat memberi, memperpanjang, atau mencabut akses Anda sendiri. Orang lain yang berwenang melakukannya.',
  'partner.refuse.notOfficial':
    'Hanya pejabat pada posisi itu atau DIRECTORY_ADMIN yang dapat melakukan ini.',
  'partner.refuse.noList': 'Daftar ini untuk DIRECTORY_ADMIN dan untuk pejabat yang memiliki sekretaris.',
  'partner.refuse.unknown': 'Mapping ini tidak ditemukan, atau Anda tidak berhak melihatnya.',
  'partner.refuse.nobody': 'Pengguna ini tidak ditemukan. Cari lagi dengan `/partner find`.',
  'partner.refuse.ended':
    'Mapping {number} sudah berakhir, jadi tidak ada yang berubah. Buat mapping baru bila perlu.',
  'partner.refuse.letEndAlready': 'Mapping {number} sudah dibiarkan berakhir, jadi tidak ada yang berubah.',
  'partner.refuse.changedBy':
    '{name} sudah lebih dulu mengubah mapping {number}, jadi tidak ada yang berubah.',
  'partner.refuse.noRole':
    'Pengguna ini belum memiliki role Secretary User. Berikan paket sekretaris terlebih dahulu.',
  'partner.refuse.grantGone': 'Role ini sudah dicabut, jadi tidak ada yang berubah.',
  'partner.refuse.roleNeeded':
    'Role Secretary User masih diperlukan oleh mapping {number}. Akhiri mapping itu terlebih dahulu.',
  'partner.field.endedOn': 'Berakhir pada',
  'partnerAccount.kindName': 'Formulir registrasi mitra kerja dan sekretaris',
  'partnerAccount.kind.PARTNER': 'Mitra Kerja',
  'partnerAccount.kind.SECRETARY': 'Sekretaris',
  'partnerAccount.column.name': 'Nama Lengkap',
  'partnerAccount.column.email': 'Email',
  'partnerAccount.column.phone': 'Nomor HP',
  'partnerAccount.column.company': 'Perusahaan',
  'partnerAccount.column.kind': 'Jenis',
  'partnerAccount.column.unit': 'Unit',
  'partnerAccount.column.parent': 'Position Id Atasan',
  'partnerAccount.column.startsOn': 'Mulai',
  'partnerAccount.column.endsOn': 'Selesai',
  'partnerAccount.explained.name': 'Nama lengkap sesuai kartu identitas, tanpa gelar.',
  'partnerAccount.explained.email':
    'Alamat e-mail, atau nama akun saja. Domain mitra kerja dihapus: yang dipakai adalah bagian sebelum @.',
  'partnerAccount.explained.phone': 'Angka dengan kode area, misalnya 0812-3456-7890.',
  'partnerAccount.explained.company': 'Perusahaan tempat orang ini bekerja.',
  'partnerAccount.explained.kind': 'Pilih Mitra Kerja atau Sekretaris.',
  'partnerAccount.explained.unit': 'Kode atau nama unit tempat orang ini bekerja.',
  'partnerAccount.explained.parent': 'Position Id pejabat atasannya, atau alamat e-mail pejabat itu.',
  'partnerAccount.explained.startsOn': 'Hari pertama, misalnya 01/12/2026.',
  'partnerAccount.explained.endsOn': 'Hari terakhir, misalnya 30/11/2027.',
  'partnerAccount.example.name': 'Siti Contoh (hapus baris ini)',
  'partnerAccount.expected.phone': 'Isi nomor telepon dengan 8 sampai 15 angka, misalnya 0812-3456-7890.',
  'partnerAccount.expected.email':
    'Isi alamat e-mail atau nama akun. Nama akun hanya memuat huruf a–z, angka, titik, garis bawah, dan tanda hubung.',
  'partnerAccount.expected.endAfterStart': 'Isi tanggal yang sama dengan atau setelah Mulai.',
  'partnerAccount.expected.endNotPast': 'Tanggal ini sudah lewat. Isi hari ini atau sesudahnya.',
  'partnerAccount.expected.notTwice':
    'Nama akun ini sama dengan baris {row} pada berkas asal. Satu orang cukup satu baris: hapus salah satunya.',
  'partnerAccount.expected.unit': 'Unit tidak dikenal. Isi kode atau nama unit yang terdaftar.',
  'partnerAccount.expected.unitCode': 'Ada beberapa unit dengan nama ini. Isi kodenya.',
  'partnerAccount.expected.parent':
    'Posisi tidak dikenal. Isi Position Id yang terdaftar, atau e-mail pejabatnya.',
  'partnerAccount.expected.parentCode': 'Pejabat ini memegang beberapa posisi. Isi Position Id-nya.',
  'partnerAccount.expected.free':
    'Nama akun {account} sudah dipakai oleh {name}. Bila orangnya sama, hapus baris ini; bila bukan, isi nama akun lain.',
  'partnerAccount.expected.stillFree':
    'Nama akun ini baru saja dipakai orang lain. Periksa, lalu kirim lagi.',
  'partnerAccount.remark.reduced':
    '{count, number} alamat berdomain mitra kerja: domainnya dihapus, yang dipakai nama akunnya saja. Misalnya {address} menjadi {account}.',
  'partnerAccount.remark.noZero':
    'Nomor HP tanpa 0 atau +62 di depan: {count, number}, misalnya {example} (baris {row}). Nomor itu diimpor apa adanya.',
  'partnerAccount.remark.secretaries':
    '{count, number} Sekretaris: setelah impor, whitelist dan mapping-nya ditawarkan sekaligus.',
  'partnerAccount.hub.title': 'Directory Hub',
  'partnerAccount.hub.connected': 'Connected',
  'partnerAccount.hub.disconnected': 'Tidak terhubung',
  'partnerAccount.hub.none': 'Directory Hub belum disiapkan. Hubungi admin (DIRECTORY_HUB_URL).',
  'partnerAccount.hub.notConnected':
    '{name} tidak Connected: {reason}. Impor baru dapat dijalankan setelah terhubung kembali.',
  'partnerAccount.hub.down':
    'Directory Hub tidak menjawab, jadi impor belum dapat dijalankan. Coba lagi beberapa saat lagi; berkas Anda tetap tersimpan.',
  'partnerAccount.hub.notAnswering': 'Directory Hub tidak menjawab.',
  'partnerAccount.hub.name': 'Hub',
  'partnerAccount.hub.waiting': 'Akun yang belum dikirim',
  'partnerAccount.hub.refused': 'Akun yang ditolak',
  'partnerAccount.hub.refusedLabel': 'Ditolak oleh hub',
  'partnerAccount.hub.hint': 'Status diperiksa langsung setiap kali. Impor hanya berjalan bila Connected.',
  'partnerAccount.hub.again': 'Kirim lagi yang ditolak',
  'partnerAccount.hub.line':
    'Directory Hub: {taken, number} dari {all, number} akun diterima, {waiting, number} menunggu, {refused, number} ditolak.',
  'partnerAccount.template.file': 'Formulir registrasi mitra kerja.xlsx',
  'partnerAccount.template.title': 'Formulir registrasi',
  'partnerAccount.template.send':
    'Isi, lalu kirim berkasnya di channel impor atau langsung ke Satu Pintu. Tidak ada yang disimpan sebelum Anda menekan Import.',
  'partnerAccount.file': 'formulir mitra kerja dan sekretaris (`/partner template`)',
  'partnerAccount.followed': 'Whitelist dan mapping sekretaris dikonfirmasi {time}.',
  'partnerAccount.expected.new': '{name} sudah terdaftar dengan e-mail ini. Hapus baris ini.',
  'partnerAccount.hub.endedLine':
    'Directory Hub: {ended, number} dari {all, number} akun yang diurungkan sudah diakhiri, {waiting, number} menunggu, {refused, number} ditolak.',
  'partnerAccount.undo':
    'Directory Hub tidak dapat menghapus akun. Akun yang sudah dikirim ke sana diakhiri per kemarin; di sini akunnya dihapus.',
  'partner.marks.mapping': 'Mapping',
  'partner.marks.whitelist': 'Whitelist',
  'partner.mappings': 'Mapping sekretaris yang segera berakhir',
  'partner.minutes.called': 'Mapping sekretaris ke jabatan',
} as const;
