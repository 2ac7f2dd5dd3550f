/** The words of the marketplace desk, in Indonesian, which the types are read from. */
export const id = {
  'market.desk.name': 'Belanja di marketplace',
  'market.offer.shop': 'Pilih satuan kerja, lalu masuk ke Mbizmarket sebagai perusahaannya.',
  'market.offer.satkers': 'Satuan kerja utama dan tambahan Anda, serta mapping masing-masing.',
  'market.word.shop': '`/market` – belanja untuk sebuah satuan kerja',
  'market.word.satkers': '`/market satkers` – satuan kerja Anda',
  'market.word.add': '`/market add` – tambah satuan kerja',
  'market.word.history': '`/market history` – riwayat perubahan',
  'market.word.companies': '`/market companies` – perusahaan semua satuan kerja',
  'market.word.oversee': '`/market` – perusahaan semua satuan kerja',

  'market.field.institution': 'K/L/P/D',
  'market.field.satker': 'Satuan kerja',
  'market.field.kind': 'Jenis',
  'market.field.company': 'Perusahaan di Mbizmarket',
  'market.field.account': 'Akun Mbizmarket',
  'market.field.changed': 'Terakhir berubah',
  'market.field.mapped': 'Ter-mapping sejak',
  'market.field.officers': 'Pejabat pengadaan',
  'market.field.address': 'Alamat lengkap',
  'market.field.reason': 'Alasan',
  'market.field.email': 'Email',
  'market.field.password': 'Kata sandi',
  'market.field.companyName': 'Nama perusahaan/institusi/toko',
  'market.field.companyAddress': 'Alamat perusahaan/institusi/toko',
  'market.field.city': 'Kota atau kecamatan',
  'market.field.postalCode': 'Kode pos',
  'market.kind.main': 'Satuan kerja utama',
  'market.kind.additional': 'Satuan kerja tambahan',
  'market.status.mapped': 'Sudah ter-mapping',
  'market.status.byOthers': 'Ter-mapping oleh pejabat lain',
  'market.status.unmapped': 'Belum ter-mapping',
  'market.item.changed': 'berubah {time}',

  'market.button.add': 'Tambah',
  'market.button.shop': 'Belanja',
  'market.button.history': 'Histori',
  'market.button.profile': 'Satuan kerja',
  'market.button.buy': 'Belanja',
  'market.button.view': 'Lihat',
  'market.button.other': 'Pakai akun lain',

  'market.profile.title': 'Satuan Kerja',
  'market.profile.noMain':
    'Satuan kerja utama belum ada. Minta ADMIN memberi Anda peran beserta satuan kerjanya.',
  'market.profile.additional': 'Satuan kerja tambahan',
  'market.profile.empty': 'Belum ada satuan kerja tambahan. Tekan Tambah.',
  'market.profile.nothing': 'Tidak ada satuan kerja yang cocok.',
  'market.shop.title': 'Belanja',
  'market.shop.text': 'Mbizmarket: pilih satuan kerja mana yang akan belanja.',
  'market.find.title': 'Cari satuan kerja',
  'market.find.hint': 'Sebagian nama atau kode satuan kerja, atau K/L/P/D-nya.',
  'market.add.title': 'Tambah satuan kerja',
  'market.add.institution': 'Cari K/L/P/D',
  'market.add.institutionHint': 'Satuan kerja lalu dicari di K/L/P/D ini saja.',
  'market.add.satker': 'Cari satuan kerja Anda',
  'market.add.submit': 'Save',
  'market.companies.title': 'Perusahaan satuan kerja',
  'market.companies.text': 'Satuan kerja yang sudah ter-mapping, dengan perusahaannya di Mbizmarket.',
  'market.companies.empty': 'Belum ada satuan kerja yang ter-mapping.',
  'market.companies.hint': 'Sebagian nama atau kode satuan kerja.',
  'market.company.held': '{count, number} pejabat',
  'market.company.unheld': 'Pejabatnya tidak ada lagi',
  'market.company.ended': 'Mapping dibatalkan',
  'market.company.byOfficers':
    'Jika keliru, pejabat pengadaannya membatalkannya sendiri: `/market satkers`, Lihat, Batalkan mapping.',
  'market.history.title': 'Histori',
  'market.history.empty': 'Belum ada perubahan.',
  'market.history.added': 'Ditambahkan.',
  'market.history.removed': 'Dihapus dari profil.',
  'market.history.main': 'Menjadi satuan kerja utama.',
  'market.history.additional': 'Menjadi satuan kerja tambahan.',
  'market.history.mapped': 'Ter-mapping ke {company} dengan akun {account}',
  'market.history.undone': 'Mapping ke {company} dengan akun {account} dibatalkan.',
  'market.history.left': 'Berakhir bersama peran Pejabat Pengadaan.',
  'market.endsWithRole':
    'Profil satuan kerja pejabat ini dan akun marketplace yang terhubung ikut berakhir. Perusahaan tetap milik satuan kerjanya; jika peran diberikan lagi, profil dimulai dari awal.',
  'market.history.reason': 'Alasan: {reason}',
  'market.way.DEFAULT': '(terhubung sejak sebelumnya).',
  'market.way.EMAIL': '(e-mail yang sama).',
  'market.way.LOGIN': '(dengan login).',
  'market.way.REGISTRATION': '(dengan registrasi).',

  'market.enter.title': 'Masuk ke {market}',
  'market.enter.once':
    'Tautan ini untuk Anda saja, berlaku sekali, sampai {time}. Untuk masuk lagi, tekan Belanja sekali lagi.',
  'market.enter.go': 'Buka {market}',
  'market.choose.title': 'Konfirmasi akun',
  'market.choose.one': 'Di Mbizmarket ada akun dengan e-mail {email}. Jadikan akun ini untuk {satker}?',
  'market.choose.several':
    'Di Mbizmarket ada beberapa akun dengan e-mail {email}. Pilih satu untuk {satker}.',
  'market.choose.none':
    'Tidak ada akun yang dapat dipilih lagi. Kembali ke chat dan tekan Belanja sekali lagi.',
  'market.choose.submit': 'Mapping akun ini',
  'market.ask.question': 'Apakah Anda sudah pernah melakukan pendaftaran di {market}?',
  'market.ask.yes': 'Sudah',
  'market.ask.no': 'Belum',
  'market.page.second':
    'Satuan kerja ini sudah memiliki perusahaan: {company}. Masuklah dengan akun Anda sendiri di perusahaan itu; pendaftaran baru tidak perlu.',
  'market.page.LOGIN':
    'Masuk ke {market} di halaman yang dibuka tombol ini, bukan di chat. Setelah berhasil, mapping dibuat secara otomatis.',
  'market.page.REGISTRATION':
    'Isi pendaftaran {market} di halaman yang dibuka tombol ini. Setelah berhasil, mapping dibuat secara otomatis.',
  'market.page.open.LOGIN': 'Buka halaman login',
  'market.page.open.REGISTRATION': 'Buka halaman registrasi',
  'market.page.for':
    'Halaman ini milik {name}, untuk satuan kerja {satker}. Jangan isi jika Anda bukan {name}.',
  'market.page.gone':
    'Untuk halaman baru, kembali ke satuan kerjanya di chat dan tekan Belanja sekali lagi: jika sudah ter-mapping, Anda langsung masuk.',
  'market.page.again': 'Coba lagi',
  'market.page.back': 'Silakan cek akun di atas. Halaman ini boleh ditutup; kabarnya juga ada di chat.',
  'market.page.sandbox': 'Ini marketplace bawaan untuk mencoba. Password setiap akunnya: {password}',
  'market.login.title': 'Login {market}',
  'market.login.submit': 'Masuk',
  'market.login.forgotten': 'Lupa kata sandi?',
  'market.login.notKept': 'Password hanya diteruskan ke {market} dan tidak disimpan.',
  'market.login.empty': 'Isi e-mail dan password.',
  'market.login.refused': 'E-mail atau password salah.',
  'market.login.locked': 'Akun ini terkunci sementara karena terlalu banyak percobaan. Coba lagi nanti.',
  'market.login.noCompany': 'Akun ini belum memiliki perusahaan di Mbizmarket.',
  'market.register.title': 'Registrasi {market}',
  'market.register.submit': 'Daftar',
  'market.register.exists':
    'Di Mbizmarket sudah ada {name} dengan e-mail {email}. Kembali ke chat dan tekan Belanja lagi untuk memilihnya, atau pakai nama lain.',

  'market.remove.title': 'Hapus',
  'market.remove.text':
    '{satker} dihapus dari profil Anda, dan mapping Anda berakhir. Perusahaannya di Mbizmarket tetap ada.',
  'market.remove.submit': 'Ya, Hapus',
  'market.makeMain.title': 'Jadikan utama',
  'market.makeMain.text': '{satker} menjadi satuan kerja utama; yang lama menjadi tambahan.',
  'market.makeMain.submit': 'Jadikan utama',
  'market.undo.title': 'Batalkan mapping',
  'market.undo.text':
    'Mapping {satker} dibatalkan, dan Anda dapat memilih akun lain. Akun dan perusahaan di Mbizmarket tetap ada.',
  'market.undo.submit': 'Ya, Batalkan',

  'market.undoCompany.text':
    'Mapping {satker} ke {company} dibatalkan, sehingga pejabat berikutnya dapat memilih perusahaan lain. Akun dan perusahaan di Mbizmarket tetap ada.',

  'market.done.added': 'Data berhasil disimpan.',
  'market.done.removed': '{satker} sudah dihapus dari profil Anda.',
  'market.done.main': '{satker} sekarang satuan kerja utama Anda.',
  'market.done.undone': 'Mapping {satker} sudah dibatalkan.',
  'market.done.mapped': '{satker} sudah ter-mapping.',
  'market.mapped.title': 'Mapping berhasil',
  'market.mapped.text': '{satker} sudah ter-mapping ke Mbizmarket.',
  'market.mapped.check':
    'Silakan cek akun yang Anda pakai. Jika keliru, buka satuan kerjanya dan tekan Batalkan mapping.',
  'market.card.fields':
    'Mapping berlaku sampai tingkat satuan kerja: semua bidang di dalamnya memakai perusahaan yang sama.',
  'market.card.byOthers':
    'Pejabat lain memilih perusahaan ini. Jika keliru, pejabat itu dapat membatalkan mapping-nya; jika pejabat itu sudah tidak ada, ADMIN yang membatalkannya.',
  'market.card.sandbox': 'Memakai marketplace bawaan (SANDBOX), bukan Mbizmarket.',

  'market.error.satker': 'Pilih satuan kerja dari daftar.',
  'market.error.already': '{satker} sudah ada di profil Anda.',
  'market.error.account': 'Pilih salah satu akun.',
  'market.error.email': 'Isi alamat e-mail.',
  'market.error.name': 'Isi nama perusahaan, institusi, atau toko.',
  'market.error.city': 'Isi kota atau kecamatan.',
  'market.error.postalCode': 'Kode pos terdiri atas 5 angka.',
  'market.error.address': 'Isi alamat lengkap.',
  'market.refuse.notOfficer': 'Belanja hanya untuk Pejabat Pengadaan (PROCUREMENT_OFFICER).',
  'market.refuse.unknown': 'Satuan kerja ini tidak ada di profil Anda.',
  'market.refuse.changed': 'Satuan kerja ini baru saja berubah. Buka lagi untuk melihat keadaannya.',
  'market.refuse.main':
    'Satuan kerja utama tidak dapat dihapus. Jadikan satuan kerja lain utama lebih dahulu.',
  'market.refuse.mainAlready': 'Ini sudah satuan kerja utama Anda.',
  'market.refuse.mapped':
    'Satuan kerja ini sudah ter-mapping. Batalkan mapping dahulu untuk memakai akun lain.',
  'market.refuse.notMapped': 'Satuan kerja ini belum ter-mapping.',
  'market.refuse.otherCompany':
    '{satker} sudah memiliki perusahaan di Mbizmarket: {company}. Pakai akun Anda di perusahaan itu.',
  'market.refuse.hasCompany':
    '{satker} sudah memiliki perusahaan di Mbizmarket: {company}. Masuk dengan akun Anda sendiri; pendaftaran baru tidak perlu.',
  'market.refuse.held':
    '{company} masih dipakai {officers}: yang bersangkutan dapat membatalkan mapping-nya sendiri.',
  'market.refuse.companyEnded': 'Mapping {satker} sudah dibatalkan.',
  'market.refuse.companyUnknown': 'Mapping ini tidak ada.',
  'market.refuse.taken':
    '{company} sudah menjadi perusahaan satuan kerja lain. Satu satuan kerja memakai tepat satu perusahaan.',
  'market.refuse.accountTaken':
    'Akun {account} sudah dipakai pejabat lain di {company}. Masuk dengan akun Anda sendiri di perusahaan itu.',
  'market.refuse.accountGone':
    'Akun {satker} tidak ada lagi di Mbizmarket. Buka satuan kerjanya, batalkan mapping, lalu tekan Belanja lagi.',
  'market.refuse.notSetUp': 'Marketplace belum disiapkan. Hubungi ADMIN (MARKETPLACE_URL).',
  'market.refuse.untrusted':
    'Mbizmarket menyebut alamat di luar situsnya, maka alamat itu tidak dibuka. Hubungi ADMIN (MARKETPLACE_DOMAIN).',
  'market.refuse.down': 'Mbizmarket tidak menjawab. Tidak ada yang berubah; coba lagi sebentar lagi.',

  'market.kept.satker': 'Ada di profil pejabat pengadaan.',
  'market.kept.company': 'Sudah memiliki perusahaan di Mbizmarket.',

  'market.sandbox.note': 'Ini marketplace bawaan untuk mencoba, bukan Mbizmarket.',
  'market.sandbox.in': 'Anda masuk sebagai {email} – {name}, {address}.',
  'market.sandbox.gone': 'Tautan ini sudah dipakai atau lewat waktunya. Tekan Belanja lagi di chat.',
  'market.sandbox.password': 'Di marketplace bawaan setiap akun memakai password yang sama: {password}',
  'market.minutes.called': 'Mapping satker ke perusahaan di marketplace',
  'market.retention.link': 'Akun marketplace pada mapping yang sudah berakhir',
  'market.retention.signIn': 'Tautan masuk marketplace bawaan',
} as const;
