/** The words of the organisation's sheets and records, in Indonesian, which the types are read from. */
export const id = {
  'organisation.expected.notYourself':
    'Peran untuk diri sendiri diberikan lewat `/pintu people`, agar ADMIN lain menyetujuinya.',
  'organisation.expected.kindInUse':
    'Masih ada peran atau pengguna yang terikat pada unit ini menurut jenisnya. Akhiri dahulu, lalu ubah jenisnya.',
  'organisation.template': 'Formulir organisasi',
  'organisation.templateFile': 'organisasi.xlsx',
  'organisation.templateIntro':
    'Isi lembar yang diperlukan saja; baris contoh boleh dibiarkan. Sel yang kosong tidak mengubah apa pun; isi tanda - untuk menghapus isi yang sudah ada. Kirim berkas ini di channel impor atau langsung ke Satu Pintu, lalu tekan Import pada pratinjaunya.',
  'organisation.send':
    'Unit, pegawai, posisi, BUH, peran, sistem, tahap, dan aplikasi juga dapat diisi sekaligus: unduh formulirnya, isi, lalu kirim di channel impor atau langsung ke Satu Pintu.',
  'organisation.saved': 'Tersimpan: {name}',
  'organisation.answer.yes': 'Ya',
  'organisation.answer.no': 'Tidak',
  'organisation.nothing': 'Tidak ada yang cocok.',
  'organisation.empty': 'Belum ada data di sini.',
  'organisation.save': 'Save',
  'organisation.change': 'Ubah',
  'organisation.search': 'Cari',
  'organisation.searchText': 'Nama atau kode',
  'organisation.searchHint': 'Ketik nama atau kodenya',
  'organisation.personHint': 'Ketik nama atau e-mail',
  'organisation.clearHint': 'Pilih “{none}” untuk mengosongkannya.',
  'organisation.none': '(kosong)',
  'organisation.add.person': 'Tambah orang',
  'organisation.add.unit': 'Tambah unit',
  'organisation.add.position': 'Tambah posisi',
  'organisation.add.system': 'Tambah sistem',
  'organisation.edit.person': 'Ubah data orang',
  'organisation.edit.unit': 'Ubah unit',
  'organisation.edit.position': 'Ubah posisi',
  'organisation.edit.system': 'Ubah sistem',

  'organisation.leaving.title': 'Nonaktifkan orang',
  'organisation.leaving.submit': 'Nonaktifkan',
  'organisation.leaving.ends':
    '{name} tidak dapat lagi menggunakan Satu Pintu: peran, akun chat, authenticator, sesi, dan User ID-nya langsung berakhir. Memilih “Ya” pada kolom Aktif di kemudian hari tidak memulihkannya.',
  'organisation.leaving.roles': 'Peran yang berakhir: {roles}',
  'organisation.leaving.noRoles': 'Orang ini tidak memegang peran.',
  'organisation.leaving.again':
    'Mengaktifkan kembali tidak memulihkan yang sudah berakhir: berikan lagi perannya. Saat orang ini pertama kali menghubungi Satu Pintu, ADMIN akan ditanya apakah akun chat itu miliknya.',

  'organisation.unitKind.HO': 'HO',
  'organisation.unitKind.UNIT': 'Unit',
  'organisation.unitKind.SATKER': 'Satker',
  'organisation.unitKind.KPPN': 'KPPN',
  'organisation.employment.ORGANIK_PKWT': 'Organik/PKWT',
  'organisation.employment.TKJP': 'TKJP',
  'organisation.employment.UNIT': 'Unit',
  'organisation.role.ICT_VERIFICATOR': 'ICT_VERIFICATOR',
  'organisation.role.ICT_MANAGER': 'ICT_MANAGER',
  'organisation.role.ICT_EXECUTOR': 'ICT_EXECUTOR',
  'organisation.role.DIRECTORY_ADMIN': 'DIRECTORY_ADMIN',
  'organisation.role.KPPN_OFFICER': 'KPPN_OFFICER',
  'organisation.role.SATKER_USER': 'SATKER_USER',
  'organisation.role.PROCUREMENT_OFFICER': 'PROCUREMENT_OFFICER',
  'organisation.role.ADMIN': 'ADMIN',

  'organisation.example.unit': 'Unit Contoh',
  'organisation.example.name': 'Nama Contoh',
  'organisation.example.holiday': 'Hari Libur Contoh',
  'organisation.example.system': 'Sistem Contoh',
  'organisation.example.application': 'Aplikasi Contoh',
  'organisation.example.role': 'Role Contoh',

  'organisation.unit.sheet': 'Unit',
  'organisation.unit.code': 'Kode Unit',
  'organisation.unit.codeExplained':
    'Kode unik unit. Bila kodenya sudah ada, unit itu diperbarui; bila belum, unit baru ditambahkan.',
  'organisation.unit.name': 'Nama Unit',
  'organisation.unit.nameExplained': 'Nama unit seperti yang dikenal orang.',
  'organisation.unit.kind': 'Jenis Unit',
  'organisation.unit.kindExplained':
    'HO untuk kantor pusat, Unit untuk cabang atau unit bisnis, Satker, atau KPPN.',
  'organisation.unit.kppn': 'Kode KPPN',
  'organisation.unit.kppnExplained': 'Untuk satker: kode unit KPPN yang membinanya.',
  'organisation.unit.zone': 'Zona Waktu',
  'organisation.unit.zoneExplained':
    'WIB, WITA, atau WIT: tempat unit ini bekerja. Kosong berarti mengikuti organisasi; setiap orang dapat memilih zonanya sendiri.',
  'organisation.expected.zone': 'WIB, WITA, atau WIT',
  'organisation.unit.institution': 'K/L/P/D',
  'organisation.unit.institutionExplained':
    'Untuk satker: kementerian, lembaga, atau pemerintah daerah tempatnya bernaung.',

  'organisation.employee.sheet': 'Pegawai',
  'organisation.employee.nopek': 'Nopek',
  'organisation.employee.nopekExplained':
    'Nomor pekerja, bila ada. Satu Nopek hanya untuk satu alamat e-mail.',
  'organisation.employee.name': 'Nama Lengkap',
  'organisation.employee.nameExplained': 'Nama lengkap seperti pada data kepegawaian.',
  'organisation.employee.email': 'Email',
  'organisation.employee.emailExplained':
    'Alamat e-mail organisasi, yang juga dipakai akun chat-nya. Alamat ini menjadi pengenal orang.',
  'organisation.employee.position': 'Jabatan',
  'organisation.employee.positionExplained': 'Sebutan jabatannya, misalnya Assistant Manager Finance.',
  'organisation.employee.employment': 'Status Kepegawaian',
  'organisation.employee.employmentExplained': 'Organik/PKWT, TKJP, atau Unit.',
  'organisation.employee.unitExplained': 'Kode unit tempatnya bekerja.',
  'organisation.employee.superior': 'Atasan',
  'organisation.employee.superiorExplained':
    'Nopek atau alamat e-mail atasannya. Atasan boleh tercantum di baris mana pun pada formulir ini.',
  'organisation.employee.active': 'Aktif',
  'organisation.employee.activeExplained':
    'Ya atau Tidak. Orang yang tidak aktif tidak dapat memakai Satu Pintu lagi.',

  'organisation.position.sheet': 'Posisi',
  'organisation.position.code': 'Position Id',
  'organisation.position.codeExplained': 'Nomor posisi, yang menjadi pengenalnya.',
  'organisation.position.name': 'Nama Posisi',
  'organisation.position.nameExplained': 'Nama posisi, misalnya VP Retail Operation.',
  'organisation.position.unitExplained': 'Kode unit tempat posisi ini berada.',
  'organisation.position.holder': 'Email Pejabat',
  'organisation.position.holderExplained': 'Alamat e-mail pejabat yang menempatinya, bila ada.',
  'organisation.position.parent': 'Position Id Induk',
  'organisation.position.parentExplained': 'Nomor posisi atasannya, bila ada.',

  'organisation.head.sheet': 'BUH',
  'organisation.head.unit': 'Kode Unit BUH',
  'organisation.head.unitExplained': 'Kode unit berjenis Unit. Satu unit boleh memiliki beberapa BUH.',
  'organisation.head.email': 'Email BUH',
  'organisation.head.emailExplained': 'Alamat e-mail Business Unit Head unit itu.',

  'organisation.grant.sheet': 'Peran',
  'organisation.grant.email': 'Email Pemegang',
  'organisation.grant.emailExplained':
    'Alamat e-mail orang yang diberi peran. Peran yang sudah dipegang dibiarkan; peran hanya dicabut lewat `/pintu people`.',
  'organisation.grant.role': 'Peran',
  'organisation.grant.roleExplained': 'Nama peran, seperti pada daftar pilihannya.',
  'organisation.grant.unitExplained':
    'Wajib untuk KPPN_OFFICER (kode unit KPPN) dan SATKER_USER (kode unit satker). Untuk peran lain, biarkan kosong.',

  'organisation.holiday.sheet': 'Hari Libur',
  'organisation.holiday.day': 'Tanggal Libur',
  'organisation.holiday.dayExplained':
    'Satu baris untuk setiap hari dalam SKB 3 Menteri. Tanggal yang sudah ada akan diubah.',
  'organisation.holiday.kind': 'Jenis Hari',
  'organisation.holiday.kindExplained':
    'Libur nasional, cuti bersama, atau hari kerja: yang terakhir membatalkan hari libur yang sudah tercatat.',
  'organisation.holiday.NATIONAL': 'Libur nasional',
  'organisation.holiday.JOINT_LEAVE': 'Cuti bersama',
  'organisation.holiday.WORKING': 'Hari kerja',
  'organisation.holiday.name': 'Nama Hari',
  'organisation.holiday.nameExplained': 'Seperti tertulis dalam keputusan.',
  'organisation.holiday.nameEn': 'Nama Hari (Inggris)',
  'organisation.holiday.nameEnExplained': 'Bila diketahui.',
  'organisation.holiday.source': 'Dasar',
  'organisation.holiday.sourceExplained': 'Nomor dan tanggal keputusan bersama atau perubahannya.',
  'organisation.add.stage': 'Tambah tahap',
  'organisation.edit.stage': 'Ubah tahap',
  'organisation.example.stage': 'Tahap Contoh',
  'organisation.stage.rehearsal': 'Periksa akibatnya',
  'organisation.stage.newOnly': 'Berlaku bagi permohonan baru saja: yang sudah diajukan tetap pada tahapnya.',
  'organisation.stage.sheet': 'Tahap',
  'organisation.stage.code': 'Kode Tahap',
  'organisation.stage.codeExplained':
    'Huruf besar, angka, dan garis bawah. ATASAN, VERIFICATOR, MANAGER, dan EXECUTOR adalah keempat tahap bawaan; nama dan pemutusnya tetap.',
  'organisation.stage.name': 'Nama Tahap',
  'organisation.stage.nameExplained': 'Tampil pada kartu dan status: Waiting for Approval, lalu nama ini.',
  'organisation.stage.nameEn': 'Nama Tahap (Inggris)',
  'organisation.stage.nameEnExplained': 'Bila berbeda.',
  'organisation.stage.place': 'Urutan',
  'organisation.stage.placeExplained':
    '1 sampai 900; yang kecil lebih dahulu. Tahap bawaan: 10, 20, dan 30. ICT Executor selalu yang terakhir.',
  'organisation.stage.deciders': 'Pemutus',
  'organisation.stage.decidersExplained':
    'Pisahkan dengan titik koma: peran (ICT_MANAGER), ATASAN, ATASAN 2 (atasan dari Atasan), KEPALA dan kode unit, atau alamat e-mail. Kelompok yang masing-masing harus menyetujui dipisahkan dengan tanda tambah di antara spasi.',
  'organisation.stage.needed': 'Jumlah Persetujuan',
  'organisation.stage.neededExplained':
    'Berapa orang dari tiap kelompok yang harus menyetujui; 1 bila kosong.',
  'organisation.stage.rejection': 'Bila Ada yang Menolak',
  'organisation.stage.rejectionExplained':
    'Satu penolakan mengakhiri permohonan, atau baru bila persetujuannya tidak mungkin lagi terpenuhi.',
  'organisation.stage.ONE': 'Satu penolakan mengakhiri',
  'organisation.stage.LEFT': 'Berakhir bila tidak mungkin terpenuhi',
  'organisation.stage.kinds': 'Untuk Jenis User ID',
  'organisation.stage.kindsExplained':
    'User ID Unit; HO-Organik/PKWT; HO-TKJP, dipisahkan dengan titik koma. Kosong: semua jenis.',
  'organisation.stage.systems': 'Untuk Sistem',
  'organisation.stage.systemsExplained':
    'Nama Platform System, dipisahkan dengan titik koma: permohonan yang meminta salah satunya melewati tahap ini. Kosong: semua.',
  'organisation.stage.remind': 'Ingatkan Setelah',
  'organisation.stage.remindExplained': 'Hari kerja, misalnya 1; 3. Kosong: seperti tahap lainnya.',
  'organisation.stage.escalate': 'Eskalasi Setelah',
  'organisation.stage.escalateExplained': 'Hari kerja. Kosong: seperti tahap lainnya.',
  'organisation.stage.active': 'Tahap Aktif',
  'organisation.stage.activeExplained':
    'Ya atau Tidak. Permohonan baru tidak melewati tahap yang tidak aktif.',
  'organisation.system.sheet': 'Sistem',
  'organisation.system.name': 'Sistem',
  'organisation.system.nameExplained': 'Nama sistem yang dapat dipilih pada permohonan User ID.',
  'organisation.system.active': 'Sistem Aktif',
  'organisation.system.activeExplained': 'Ya atau Tidak. Sistem yang tidak aktif tidak dapat dipilih lagi.',

  'organisation.application.sheet': 'Aplikasi',
  'organisation.application.name': 'Aplikasi',
  'organisation.application.nameExplained': 'Nama aplikasi yang role-nya dapat diberikan kepada mitra kerja.',
  'organisation.application.role': 'Role Aplikasi',
  'organisation.application.roleExplained':
    'Satu role yang dikenal aplikasi itu. Satu baris untuk tiap role.',

  'organisation.expected.once': 'Sudah tercantum di lembar {sheet}, baris {row}. Hapus salah satunya.',
  'organisation.expected.ownNopek': 'Nopek ini milik {email}. Periksa Nopek atau alamat e-mailnya.',
  'organisation.expected.unit':
    'Unit ini tidak dikenal. Isi kode unit yang sudah ada atau ada di lembar Unit.',
  'organisation.expected.branch': 'Isi kode unit yang berjenis Unit.',
  'organisation.expected.satker': 'Peran ini memerlukan unit berjenis Satker.',
  'organisation.expected.kppn': 'Isi unit yang berjenis KPPN.',
  'organisation.expected.noKppn': 'Hanya satker yang dibina oleh KPPN. Kosongkan, atau pilih jenis Satker.',
  'organisation.expected.person':
    'Isi alamat e-mail orang yang aktif di organisasi ini atau tercantum di lembar Pegawai.',
  'organisation.expected.superior':
    'Atasan ini tidak dikenal atau tidak aktif. Isi Nopek atau e-mail orang yang aktif.',
  'organisation.expected.superiorCircle':
    'Dengan atasan ini, seseorang menjadi atasan dirinya sendiri. Pilih atasan lain.',
  'organisation.expected.parent': 'Posisi ini tidak dikenal. Isi Position Id yang sudah ada.',
  'organisation.expected.parentCircle':
    'Dengan induk ini, sebuah posisi menjadi induk dirinya sendiri. Pilih induk lain.',
  'organisation.expected.newPerson': 'Alamat ini sudah tercatat. Cari orangnya, lalu ubah datanya.',
  'organisation.expected.newUnit': 'Kode ini sudah dipakai unit lain.',
  'organisation.expected.newPosition': 'Position Id ini sudah dipakai posisi lain.',
  'organisation.expected.newStage': 'Kode ini sudah dipakai tahap lain.',
  'organisation.expected.stageCode': 'Huruf besar, angka, atau garis bawah, diawali huruf, paling banyak 30.',
  'organisation.expected.whole': 'Bilangan bulat {least, number} sampai {most, number}.',
  'organisation.expected.userIdKinds':
    'User ID Unit; HO-Organik/PKWT; HO-TKJP, dipisahkan dengan titik koma.',
  'organisation.expected.dayList':
    'Paling banyak tiga hari kerja, 1 sampai 60, dipisahkan dengan titik koma.',
  'organisation.expected.deciders':
    'Peran, ATASAN, KEPALA dan kode unit, atau alamat e-mail, dipisahkan dengan titik koma; antar-kelompok dengan tanda tambah di antara spasi.',
  'organisation.expected.deciderPerson': 'Orang yang aktif dan terdaftar; {name} tidak ditemukan.',
  'organisation.expected.deciderUnit': 'Kode unit yang tercatat; {name} tidak ditemukan.',
  'organisation.expected.systems': 'Nama Platform System yang tercatat; {name} tidak ditemukan.',
  'organisation.expected.system': 'Nama Platform System yang tercatat.',
  'organisation.expected.manualName': '{name}, sebagaimana namanya dalam tahap bawaan.',
  'organisation.expected.manualDeciders':
    'Kosong: pemutus tahap bawaan tetap. Buat tahap baru untuk pemutus lain.',
  'organisation.expected.lastStage':
    'Tahap ICT Executor selalu ada, berlaku untuk semua permohonan, dan cukup satu orang: ia mengisi User ID.',
  'organisation.expected.newSystem': 'Sistem ini sudah ada.',
  'organisation.error.gone': 'Data ini tidak ada lagi. Buka daftar terbaru dengan `/pintu people`.',

  'organisation.file': 'formulir organisasi (`/pintu people template`)',
  'organisation.employee.registered': 'Terdaftar sebagai pegawai',
} as const;
