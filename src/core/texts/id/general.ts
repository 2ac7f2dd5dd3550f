export const general = {
  'form.cancel': 'Batal',
  'form.back': 'Kembali',
  'form.close': 'Tutup',

  'list.any': 'Semua',
  'list.all': 'Lihat semua',
  'list.newer': '← Lebih baru',
  'list.older': 'Lebih lama →',

  'language.id': 'Bahasa Indonesia',
  'language.en': 'English',
  'language.changed':
    'Mulai sekarang saya menyapa Anda dalam Bahasa Indonesia. Kartu yang sudah terkirim berganti bahasa saat diperbarui.',
  'language.usage': 'Tulis `/pintu language id` atau `/pintu language en`.',

  'error.unexpected':
    'Maaf, ada kesalahan di pihak kami dan tidak ada yang berubah. Coba sekali lagi; bila tetap terjadi, sampaikan kode {reference} kepada admin.',
  'error.stalled':
    'Basis data sedang lambat menjawab. Tekan sekali lagi sebentar lagi: permintaan yang sama tidak akan tercatat dua kali.',
  'error.tooLate': 'Formulirnya terlambat terbuka. Coba sekali lagi.',
  'error.unknownCommand':
    'Perintah ini tidak dikenal. Tulis /pintu untuk melihat apa saja yang bisa dilakukan.',
  'error.oldCard': 'Tombol ini berasal dari kartu versi lama. Tulis /pintu untuk membuka yang terbaru.',
  'error.noStanding':
    'Alamat {email} belum tercatat di organisasi ini, jadi tindakan ini belum bisa Anda pakai. Minta salah satu admin mendaftarkan Anda ({admins}), atau ajukan User ID dengan /userid.',
  'error.unverifiedAccount':
    'Akun chat Anda tidak memiliki e-mail organisasi yang terverifikasi, jadi kami tidak dapat mengenali Anda. Minta admin ruang kerja memeriksa e-mail akun Anda.',
  'error.inactivePerson': 'Data Anda di organisasi ini sudah tidak aktif. Hubungi admin organisasi Anda.',
  'error.adminOnly': 'Hanya ADMIN yang dapat melakukan ini.',

  'attachment.error.type':
    '{name} bukan berkas JPG, JPEG, PNG, atau PDF menurut isinya. Lampirkan berkas dengan jenis itu.',
  'attachment.error.size': '{name} berukuran {size} MB; paling besar {max} MB per berkas.',
  'attachment.error.count': 'Paling banyak {max} berkas.',
  'attachment.error.fetch': '{name} tidak dapat diambil. Hapus lalu unggah sekali lagi.',
  'attachment.error.late':
    'Berkas Anda masih dalam perjalanan. Tunggu sebentar lalu tekan sekali lagi; tidak perlu mengunggah ulang.',

  'mail.greeting': 'Halo {name},',
  'mail.footer':
    'E-mail ini dikirim otomatis oleh Satu Pintu. Jangan teruskan: tautan di dalamnya hanya untuk Anda.',
  'mail.linkOnce': 'Tautan hanya dapat dipakai satu kali dan berlaku 24 jam.',

  'pintu.usage':
    'Yang dikenal: /pintu, /pintu inbox, /pintu mine, /pintu portal, /pintu language id|en, dan untuk ADMIN /pintu people, /pintu audit verify.',
  'pintu.help.title': 'Apa yang bisa saya lakukan?',
  'pintu.help.greeting':
    'Halo {name}. Satu Pintu adalah satu tempat untuk meminta, mengurus, dan memakai akun.',
  'pintu.help.do': 'Buka',
  'pintu.help.commands':
    'Perintah yang sama bisa diketik: /userid, /userid list, /pintu inbox, /pintu mine, /pintu portal.',
  'pintu.help.noStanding':
    'E-mail Anda belum tercatat di organisasi ini. Anda tetap dapat mengajukan User ID dan mengikuti permohonan Anda.',
  'pintu.home.title': 'Selamat datang, {name}',
  'pintu.inbox.title': 'Menunggu saya',
  'pintu.inbox.text': 'Permohonan yang menunggu keputusan Anda.',
  'pintu.mine.title': 'Permohonan saya',
  'pintu.mine.text': 'Yang Anda ajukan dan sampai di mana.',
  'pintu.portal.title': 'Portal',
  'pintu.portal.text': 'Halaman web dengan permohonan Anda dan riwayatnya.',
  'pintu.portal.ready': 'Tautan ini membuka portal atas nama Anda. Berlaku satu kali, selama 10 menit.',
  'pintu.portal.open': 'Buka portal',

  'people.title': 'Orang dan peran',
  'people.text': 'Siapa memegang peran apa; beri dan cabut peran.',
  'people.noRoles': 'Tidak memegang peran.',
  'people.nobody': 'Tidak ada yang cocok. Cari dengan nama, e-mail, atau Nopek.',
  'people.edit': 'Lihat',
  'people.grant': 'Beri peran',
  'people.withdraw': 'Cabut peran',
  'people.withdrawText':
    'Cabut peran {role} dari {name}? Hak itu hilang saat ini juga, dan pencabutannya dicatat.',
  'people.reason': 'Alasan',
  'people.search': 'Cari orang',
  'people.searchText': 'Nama, e-mail, atau Nopek',
  'people.searched': 'Pencarian: “{text}”',
  'people.person': 'Orang',
  'people.personSearch': 'Ketik nama atau e-mail',
  'people.role': 'Peran',
  'people.grantedBy': 'Diberikan oleh {name}, {time}',
  'people.error.person': 'Pilih orang yang tercatat di organisasi ini.',
  'people.error.role': 'Pilih peran.',
  'people.error.unit': 'Peran ini terikat pada unit: pilih unitnya.',
  'people.error.hasRole': 'Orang ini sudah memegang peran itu.',
  'people.error.lastAdmin': 'Ini ADMIN terakhir. Beri peran ADMIN kepada orang lain dahulu.',
  'people.error.gone': 'Peran ini sudah dicabut atau orangnya tidak ada lagi.',
  'people.error.reason': 'Tulis alasannya.',

  'audit.title': 'Pemeriksaan log audit',
  'audit.holds': 'Rantai utuh',
  'audit.broken': 'Rantai terputus',
  'audit.sealed': 'Entri tersegel',
  'audit.unsealed': 'Entri menunggu segel',
  'audit.head': 'Segel terakhir',
  'audit.brokenAt':
    'Rantai tidak cocok lagi pada segel {position} (entri {entry}): isinya berubah atau ada yang hilang.',
  'audit.hint': 'Catat segel terakhir di luar sistem: dengan itu Anda tahu bahwa ekor rantai tidak dipotong.',
} as const;
