/** Who somebody is: accounts and addresses, and what an ADMIN says of them. */
export const identity = {
  'error.addressAsked':
    'Alamat {email} sudah tercatat pada orang lain atau pernah dipakai, jadi akun ini belum dapat digunakan. ADMIN sudah diminta memastikan milik siapa akun ini. Coba lagi setelah mereka menjawab.',
  'error.addressRejected':
    'ADMIN menyatakan bahwa akun ini bukan milik orang yang tercatat dengan alamat {email}, jadi akun ini tidak dapat digunakan.',
  'error.addressReturned':
    'Orang yang tercatat dengan alamat ini pernah keluar dari organisasi. Minta ADMIN memastikan dahulu bahwa Anda orang yang sama.',

  'claim.title': 'Akun milik siapa?',
  'claim.text':
    'Sebuah akun datang dengan alamat yang sudah tercatat pada seseorang. Sampai ada jawaban, akun itu tidak mendapat hak apa pun.',
  'claim.inactiveText':
    '{name} sudah tidak aktif. Bila ia kembali, aktifkan dahulu datanya di /pintu people.',
  'claim.account': 'Akun yang datang',
  'claim.calledItself': '{name} (nama dari akunnya sendiri)',
  'claim.where': 'Tempat',
  'claim.address': 'E-mail',
  'claim.person': 'Tercatat pada',
  'claim.used': 'Akunnya yang sekarang',
  'claim.usedAt': 'terakhir dipakai {time}',
  'claim.notLinked': 'tidak tertaut',
  'claim.askedAt': 'Datang',
  'claim.waiting': 'Menunggu jawaban ADMIN',
  'claim.same.label': 'Orang yang sama',
  'claim.same.title': 'Orang yang sama',
  'claim.same.text':
    'Akun ini ditautkan kepada {name} dan menggantikan akunnya yang lama di tempat yang sama. Haknya tidak berubah.',
  'claim.another.label': 'Orang lain',
  'claim.another.title': 'Orang lain',
  'claim.another.ends':
    'Alamat {email} beralih ke orang lain: {name} tercatat keluar dan semua haknya berakhir. Pemilik akun baru tidak mewarisi apa pun.',
  'claim.rejected.label': 'Reject',
  'claim.rejected.title': 'Tolak akun ini',
  'claim.rejected.ends': 'Akun ini tidak dapat memakai Satu Pintu dengan alamat {email}.',
  'claim.submit': 'Ya, Lanjutkan',
  'claim.outcome.SAME': 'Orang yang sama: akun ini ditautkan',
  'claim.outcome.ANOTHER': 'Orang lain: alamatnya beralih, tanpa hak lama',
  'claim.outcome.REJECTED': 'Ditolak',
  'claim.passed.SAME': '{name} lebih dulu menjawab bahwa ini orang yang sama.',
  'claim.passed.ANOTHER': '{name} lebih dulu menjawab bahwa ini orang lain.',
  'claim.passed.REJECTED': '{name} lebih dulu menolak akun ini.',
  'claim.decidedBy': '{outcome} ({name}, {time})',

  'proposal.title': 'Peran untuk ADMIN',
  'proposal.text':
    '{name} meminta peran ini untuk dirinya sendiri. ADMIN lain yang memutuskannya; sampai saat itu perannya belum berlaku.',
  'proposal.waiting': 'Menunggu ADMIN lain',
  'proposal.approve.title': 'Setujui peran',
  'proposal.reject.title': 'Tolak peran',
  'proposal.reject.ends': 'Peran {role} tidak diberikan kepada {name}.',
  'proposal.outcome.approved': 'Disetujui',
  'proposal.outcome.rejected': 'Ditolak',
  'proposal.passed.approved': '{name} lebih dulu menyetujui peran ini.',
  'proposal.passed.rejected': '{name} lebih dulu menolak peran ini.',

  'people.proposed':
    'Peran {role} untuk Anda sendiri menunggu persetujuan ADMIN lain. Anda diberi tahu lewat kartunya.',
  'people.error.proposed': 'Peran ini sudah Anda minta dan masih menunggu ADMIN lain.',
  'people.refuse.ownRole': 'Peran untuk diri sendiri diputuskan oleh ADMIN lain.',
  'people.refuse.ownAddress': 'Pertanyaan tentang alamat Anda sendiri dijawab oleh ADMIN lain.',
  'people.refuse.notActive':
    '{name} sudah tidak aktif. Aktifkan dahulu datanya di /pintu people, lalu jawab lagi.',
  'people.toDecide': 'Menunggu jawaban ADMIN',
  'people.waysIn': 'Cara masuk',
  'people.noWaysIn': 'Tidak ada akun chat atau User ID yang tertaut.',
  'people.link': 'Akun {platform} {account}',
  'people.linkText': 'Ditautkan {linked}, terakhir dipakai {used}',
  'people.userId': 'User ID {userId}',
  'people.userIdText': 'Dibuat {made}, terakhir login {login}',
  'people.never': 'belum pernah',
  'people.end': 'Akhiri',
  'people.endLink.title': 'Akhiri tautan akun',
  'people.endLink.ends':
    'Akun {platform} {account} tidak lagi bertindak sebagai {name}. Bila akun itu datang lagi, ADMIN ditanya dahulu.',
  'people.endAccount.title': 'Akhiri User ID',
  'people.endAccount.ends':
    'User ID {userId} milik {name} tidak dapat dipakai lagi untuk masuk ke portal, dan tidak diberikan kepada orang lain.',
  'people.ended': '{called} milik {name} sudah berakhir.',
  'people.leftAt':
    'Pernah keluar pada {time}. Siapa pun yang datang dengan alamat ini ditanyakan kepada ADMIN dahulu.',
  'people.confirm': 'Orang yang sama',
  'people.confirm.title': 'Orang yang sama',
  'people.confirm.text':
    'Siapa pun yang datang dengan alamat {email} adalah {name}. Yang berakhir saat ia keluar tetap berakhir; beri lagi yang diperlukan.',
  'people.confirmed': '{name} dapat masuk lagi dengan alamatnya.',
  'people.release': 'Lepaskan alamat',
  'people.release.title': 'Lepaskan alamat',
  'people.release.ends':
    'Alamat {email} dilepas dari {name}, juga Nopeknya, sehingga dapat dipakai orang lain. Riwayatnya tetap tersimpan.',
  'people.released': 'Alamat {name} sudah dilepas.',

  'organisation.expected.notYourself':
    'Peran untuk diri sendiri diberikan lewat /pintu people, agar ADMIN lain menyetujuinya.',
  'organisation.expected.kindInUse':
    'Masih ada peran atau pengguna yang terikat pada unit ini menurut jenisnya. Akhiri dahulu, lalu ubah jenisnya.',
  'partnerAccount.expected.notLeft':
    'Alamat ini milik {name}, yang sudah tidak aktif. Minta ADMIN melepaskan alamatnya di /pintu people.',
  'satker.refuse.addressLeft':
    'Alamat {email} milik orang yang sudah tidak aktif di organisasi ini. Minta ADMIN melepaskan alamat itu dahulu, atau pakai alamat lain.',
  'userId.refuse.applicantLeft':
    'Alamat {email} milik orang yang sudah tidak aktif di organisasi ini, jadi User ID belum dapat dibuat. Minta ADMIN memastikan dahulu milik siapa alamat itu.',
  'unheld.title': 'Menunggu tanpa pemutus',
  'unheld.count': '{count, plural, other {# menunggu}}',
  'unheld.text':
    'Yang berikut menunggu, tetapi tidak ada lagi orang yang dapat memutuskannya. Berikan perannya kepada seseorang, atau buka permohonannya untuk menunjuk Atasan lain. Pemohon juga dapat menariknya.',
  'unheld.nothing': 'Semua yang menunggu ada yang dapat memutuskannya.',
  'unheld.more': '… dan {count, number} lagi.',
  'unheld.all': 'Lihat semua',
  'people.refuse.addressPassed':
    'Alamat {email} telah menjadi milik orang lain sejak ini diajukan. Tolak saja dengan alasan itu: pemilik alamat yang sekarang mengajukan yang baru.',
  'people.error.leftContradicted':
    'Menurut layanan data pegawai, e-mail pemilik Nopek {nopek} adalah {email}. Di sini alamat itu milik orang yang sudah tidak aktif. Minta admin melepaskan alamatnya di /pintu people ({admins}), lalu coba lagi.',
} as const;
