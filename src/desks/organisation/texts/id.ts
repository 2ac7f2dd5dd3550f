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
    'Unit, pegawai, posisi, BUH, peran, sistem, dan aplikasi juga dapat diisi sekaligus: unduh formulirnya, isi, lalu kirim di channel impor atau langsung ke Satu Pintu.',
  'organisation.saved': 'Tersimpan: {name}',
  'organisation.answer.yes': 'Ya',
  'organisation.answer.no': 'Tidak',
  'organisation.nothing': 'Tidak ada yang cocok.',
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
  'organisation.expected.newSystem': 'Sistem ini sudah ada.',
  'organisation.error.gone': 'Data ini tidak ada lagi. Buka daftar terbaru dengan `/pintu people`.',

  'organisation.file': 'formulir organisasi (`/pintu people template`)',
  'organisation.employee.registered': 'Terdaftar sebagai pegawai',
} as const;
