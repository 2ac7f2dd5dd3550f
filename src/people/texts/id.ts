/** The words of who somebody is, and what roles they hold, in Indonesian, which the types are read from. */
export const id = {
  'people.erased': 'seseorang yang datanya telah dihapus',
  'people.stranger': '{email} (belum terdaftar, menyebut diri “{name}”)',
  'people.standIn': '{name} untuk {principal}',
  'people.unregistered': '{email} (belum terdaftar)',
  'people.title': 'Orang dan peran',
  'people.text': 'Lihat siapa memegang peran apa; beri atau cabut peran.',
  'people.noRoles': 'Tidak memegang peran.',
  'people.withRoles':
    'Daftar ini memuat orang yang memegang peran. Untuk menemukan orang lain, tekan “{search}” atau tulis `/pintu people` diikuti namanya.',
  'people.notActive': 'tidak aktif',
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
  'people.nobody.unit': 'Belum ada unit untuk peran ini. Tambahkan dahulu unitnya dengan `/pintu people`.',
  'people.error.person': 'Pilih orang yang tercatat di organisasi ini.',
  'people.error.role': 'Pilih perannya.',
  'people.error.unit': 'Peran ini terikat pada unit. Pilih unitnya.',
  'people.error.hasRole': 'Orang ini sudah memegang peran itu. Pilih peran lain.',
  'people.error.lastAdmin': 'Ini ADMIN terakhir. Beri peran ADMIN kepada orang lain terlebih dahulu.',
  'people.error.gone':
    'Peran ini sudah dicabut atau orangnya tidak ada lagi. Buka daftar terbaru dengan `/pintu people`.',
  'people.error.reason': 'Tulis alasannya.',
  'people.error.nopekContradicted':
    'Menurut layanan data pegawai, Nopek {nopek} milik {email}, tetapi di sini Nopek atau e-mail itu tercatat pada orang lain. Minta ADMIN memeriksanya ({admins}), lalu coba lagi.',
  'people.error.emailContradicted':
    'Menurut layanan data pegawai, e-mail pemilik Nopek {nopek} kini {email}. Di sini pemilik Nopek itu tercatat dengan e-mail lain dan sudah memegang peran atau memakai akun chat, jadi e-mailnya tidak diganti begitu saja. Minta ADMIN memeriksanya ({admins}), lalu coba lagi.',
  'people.error.unitContradicted':
    'Layanan data pegawai menyebut unit dengan kode {code}, tetapi di sini kode itu bukan unit kantor pusat. Minta ADMIN memeriksanya ({admins}), lalu coba lagi.',

  'claim.title': 'Akun milik siapa?',
  'claim.text':
    'Sebuah akun datang dengan alamat yang sudah tercatat pada seseorang. Sampai ada jawaban, akun itu tidak mendapat hak apa pun.',
  'claim.inactiveText':
    '{name} sudah tidak aktif. Bila ia kembali, aktifkan dahulu datanya di `/pintu people`.',
  'claim.account': 'Akun yang datang',
  'claim.calledItself': '{name} (nama dari akunnya sendiri)',
  'claim.where': 'Tempat',
  'claim.address': 'E-mail',
  'claim.person': 'Tercatat pada',
  'claim.used': 'Akunnya yang sekarang',
  'claim.usedAt': 'terakhir dipakai {time}',
  'claim.notLinked': 'tidak tertaut',
  'claim.askedAt': 'Datang pada',
  'claim.waiting': 'Menunggu jawaban ADMIN',
  'claim.same.label': 'Orang yang sama',
  'claim.same.text':
    'Akun ini ditautkan kepada {name} dan menggantikan akunnya yang lama di tempat yang sama. Haknya tidak berubah.',
  'claim.another.label': 'Orang lain',
  'claim.another.ends':
    'Alamat {email} beralih ke orang lain: {name} tercatat keluar dan semua haknya berakhir. Pemilik akun baru tidak mewarisi apa pun.',
  'claim.rejected.label': 'Reject',
  'claim.rejected.title': 'Tolak akun ini',
  'claim.rejected.ends': 'Akun ini tidak dapat memakai Satu Pintu dengan alamat {email}.',
  'claim.submit': 'Ya, Lanjutkan',
  'claim.outcome.SAME': 'Orang yang sama: akun ini ditautkan',
  'claim.outcome.ANOTHER': 'Orang lain: alamatnya beralih, tanpa hak lama',
  'claim.outcome.REJECTED': 'Ditolak',
  'claim.passed.SAME': '{name} lebih dahulu menjawab bahwa ini orang yang sama.',
  'claim.passed.ANOTHER': '{name} lebih dahulu menjawab bahwa ini orang lain.',
  'claim.passed.REJECTED': '{name} lebih dahulu menolak akun ini.',
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
  'proposal.passed.approved': '{name} lebih dahulu menyetujui peran ini.',
  'proposal.passed.rejected': '{name} lebih dahulu menolak peran ini.',

  'people.proposed':
    'Peran {role} untuk Anda sendiri menunggu persetujuan ADMIN lain. Anda diberi tahu lewat kartunya.',
  'people.error.proposed': 'Peran ini sudah Anda minta dan masih menunggu ADMIN lain.',
  'people.refuse.ownRole': 'Peran untuk diri sendiri diputuskan oleh ADMIN lain.',
  'people.refuse.ownAddress': 'Pertanyaan tentang alamat Anda sendiri dijawab oleh ADMIN lain.',
  'people.refuse.notActive':
    '{name} sudah tidak aktif. Aktifkan dahulu datanya di `/pintu people`, lalu jawab lagi.',
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

  'unheld.byMail': 'Menunggu orang yang tidak memiliki akun chat',
  'unheld.byMailText':
    'Pemutusnya hanya dijangkau lewat e-mail dan portal. Minta mereka membuka Satu Pintu di Slack atau Teams, atau buka permohonannya lalu alihkan kepada orang lain.',
  'unheld.title': 'Menunggu tanpa pemutus',
  'unheld.count': '{count, plural, other {# menunggu}}',
  'unheld.text':
    'Permohonan berikut menunggu, tetapi tidak ada lagi orang yang dapat memutuskannya. Berikan perannya kepada seseorang, atau buka permohonannya untuk menunjuk Atasan lain. Pemohon juga dapat menariknya.',
  'unheld.nothing': 'Setiap permohonan yang menunggu ada pemutusnya.',
  'unheld.more': '… dan {count, number} lagi.',
  'unheld.all': 'Lihat semua',
  'people.refuse.addressPassed':
    'Alamat {email} telah menjadi milik orang lain sejak ini diajukan. Tolak saja dengan alasan itu: pemilik alamat yang sekarang mengajukan yang baru.',
  'people.error.leftContradicted':
    'Menurut layanan data pegawai, e-mail pemilik Nopek {nopek} adalah {email}. Di sini alamat itu milik orang yang sudah tidak aktif. Minta ADMIN melepaskan alamatnya di `/pintu people` ({admins}), lalu coba lagi.',
  'people.name.letter': 'Kata “{word}”: satu huruf berbeda, kurang, atau berlebih.',
  'people.name.letters': 'Kata “{word}”: beberapa huruf berbeda.',
  'people.name.abbreviated': '“{word}” disingkat. Tulis lengkap seperti di KTP.',
  'people.name.together': '“{word}” ditulis menyatu, padahal dua kata.',
  'people.name.apart': '“{words}” ditulis terpisah, padahal satu kata.',
  'people.name.other': 'Kata “{word}” tidak cocok.',
  'people.name.extra': 'Kata “{word}” tidak ada di data Dukcapil.',
  'people.name.extraAtEnd':
    'Kata “{word}” tidak ada di data Dukcapil. Bila itu gelar, tulis setelah tanda koma.',
  'people.name.missing': 'Masih ada {count, number} kata yang belum ditulis.',
  'people.name.order': 'Semua katanya cocok, tetapi urutannya berbeda.',
  'people.name.unlike':
    'Nama ini jauh berbeda dari data Dukcapil. Periksa NIK, lalu tulis nama seperti di KTP.',
} as const;
