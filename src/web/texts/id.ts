/** The words of the portal, in Indonesian, which the types are read from. */
export const id = {
  'portal.name': 'Satu Pintu',
  'portal.footer': 'Satu Pintu: satu tempat untuk meminta, mengurus, dan memakai akun.',
  'portal.skip': 'Langsung ke isi',
  'portal.language': 'Bahasa',
  'portal.logout': 'Logout',

  'portal.field.userId': 'User ID',
  'portal.field.password': 'Password',
  'portal.field.show': 'Show Password',

  'portal.login.title': 'Login',
  'portal.login.submit': 'Login',
  'portal.login.empty': 'Isi User ID dan password.',
  'portal.login.failed':
    'User ID atau password tidak cocok. Setelah lima kali gagal, akun dikunci selama 15 menit.',
  'portal.login.captchaNeeded': 'Centang “Saya bukan robot”, isi password sekali lagi, lalu tekan Login.',
  'portal.login.out': 'Anda sudah logout.',
  'portal.login.forgot': 'Lupa kata sandi?',
  'portal.login.newText': 'Belum punya User ID?',
  'portal.login.fromChat':
    'Sudah memakai Satu Pintu di chat? Tulis `/pintu portal` di sana untuk masuk tanpa password.',
  'portal.login.back': 'Kembali ke Halaman Login',
  'portal.captcha.hint': 'Karena beberapa kali gagal, kami perlu memastikan bahwa Anda bukan robot.',
  'portal.captcha.noScript':
    'Pemeriksaan ini memerlukan JavaScript. Tanpa JavaScript, tunggu 15 menit lalu coba lagi, atau minta tautan lewat “Lupa kata sandi?”.',

  'portal.home.title': 'Permohonan saya',
  'portal.home.greeting': 'Halo, {name}',
  'portal.home.account': 'Anda login dengan User ID {userId}.',
  'portal.home.back': 'Permohonan saya',
  'portal.home.nothing': 'Anda belum mengajukan apa pun.',
  'portal.request.decideByCard':
    'Permohonan ini menunggu keputusan Anda. Putuskan dari kartu yang dikirim Satu Pintu di chat, atau dari halaman yang dibuka oleh tautan dalam e-mail kami.',
  'portal.progress.done': 'selesai',
  'portal.progress.current': 'sedang ditunggu',
  'portal.progress.ahead': 'belum',
  'portal.progress.stopped': 'ditolak',

  'portal.account.title': 'Create New Account',
  'portal.account.text':
    'Untuk mengajukan User ID baru, pastikan dahulu bahwa alamat e-mail ini milik Anda. Kami mengirim tautan ke alamat itu; dari sana Anda mengisi formulirnya.',
  'portal.account.field': 'E-mail Anda',
  'portal.account.submit': 'Kirim',
  'portal.account.sent': 'Periksa e-mail Anda',
  'portal.account.sentText':
    'Kami mengirim tautan ke {email}. Buka tautan itu untuk mengisi Form Pendaftaran User ID Baru. Tautan hanya dapat dipakai satu kali dan berlaku satu jam. Bila tidak terlihat, periksa folder spam.',
  'portal.account.proven':
    'Anda melanjutkan sebagai {email}. Di alamat ini Anda menerima kabar tentang permohonan Anda.',
  'portal.account.proceed': 'Selanjutnya',
  'portal.account.again': 'Minta tautan baru',

  'portal.forgot.title': 'Lupa kata sandi?',
  'portal.forgot.text':
    'Tulis User ID atau alamat e-mail Anda. Kami mengirim tautan untuk mengatur password baru.',
  'portal.forgot.field': 'User ID atau e-mail',
  'portal.forgot.submit': 'Kirim',
  'portal.forgot.empty': 'Isi User ID atau e-mail.',
  'portal.forgot.sent': 'Periksa e-mail Anda',
  'portal.forgot.sentText':
    'Bila ada akun dengan isian itu, tautan untuk mengatur password sudah kami kirim ke alamat e-mail pemiliknya. Tautan hanya dapat dipakai satu kali dan berlaku 24 jam. Bila tidak terlihat, periksa folder spam.',

  'portal.password.title': 'Ubah Password',
  'portal.password.new': 'Password baru',
  'portal.password.repeat': 'Ulangi password baru',
  'portal.password.submit': 'Ubah Password',
  'portal.password.policy': 'Syarat password',
  'portal.password.ruleLength': '{min}–{max} karakter',
  'portal.password.ruleStrong':
    'Sulit ditebak: beberapa kata yang tidak berhubungan lebih baik daripada satu kata dengan angka',
  'portal.password.ruleSame': 'Kedua isian sama',
  'portal.password.met': 'terpenuhi',
  'portal.password.unmet': 'belum terpenuhi',
  'portal.password.tooShort': 'Password terlalu pendek: paling sedikit {min} karakter.',
  'portal.password.tooLong': 'Password terlalu panjang: paling banyak {max} karakter.',
  'portal.password.differs': 'Isian ini tidak sama dengan password baru. Ketik ulang keduanya.',
  'portal.password.weak':
    'Password ini mudah ditebak. Jangan memakai nama, User ID, tanggal, atau kata yang umum; gabungkan beberapa kata yang tidak berhubungan.',
  'portal.password.busy':
    'Password belum dapat diperiksa karena banyak permintaan. Coba sekali lagi sebentar lagi.',
  'portal.password.done': 'Password sudah diubah',
  'portal.password.doneText': 'Sekarang Anda dapat login dengan User ID {userId} dan password yang baru.',
  'portal.password.gone': 'Tautan tidak berlaku lagi',
  'portal.password.usedText':
    'Tautan ini sudah dipakai, atau password sudah diubah lewat tautan yang lebih baru. Minta tautan baru bila masih perlu mengubah password.',
  'portal.password.expiredText': 'Tautan ini sudah lewat 24 jam. Minta tautan baru untuk mengubah password.',
  'portal.password.renew': 'Kirim tautan baru',
  'portal.password.sent': 'Periksa e-mail Anda',
  'portal.password.sentText':
    'Tautan baru sudah kami kirim ke alamat e-mail pemilik User ID ini. Tautan hanya dapat dipakai satu kali dan berlaku 24 jam.',

  'portal.enter.title': 'Masuk ke portal',
  'portal.enter.text': 'Anda masuk sebagai {name}. Bila itu bukan Anda, tutup halaman ini.',
  'portal.enter.submit': 'Masuk',
  'portal.file.title': 'Lampiran',
  'portal.file.once': 'Berkas hanya dapat diunduh satu kali dari tautan ini.',
  'portal.file.submit': 'Unduh',
  'portal.attach.title': 'Unggah lampiran',
  'portal.attach.text':
    'Berkas yang Anda unggah di sini dapat dipilih pada kolom lampiran formulir Anda di chat.',
  'portal.attach.files': 'Berkas',
  'portal.attach.hint':
    '{types}; {files, plural, =1 {satu berkas, paling besar {max} MB} other {paling banyak {files} berkas, masing-masing paling besar {max} MB}}.',
  'portal.attach.submit': 'Unggah',
  'portal.attach.type': 'Isi {name} bukan jenis yang diterima formulir ini: {types}.',
  'portal.attach.none': 'Pilih berkas terlebih dahulu.',
  'portal.attach.done': 'Berkas sudah diunggah',
  'portal.attach.doneText': '{names} sudah tersimpan. Kembali ke formulir di chat, lalu tekan “{uploaded}”.',
  'portal.link.title': 'Tautan tidak berlaku lagi',
  'portal.link.used': 'Tautan ini sudah dipakai.',
  'portal.link.expired': 'Tautan ini sudah lewat waktunya.',
  'portal.link.again': 'Minta tautan baru di tempat Anda memperolehnya.',

  'portal.card.title': 'Pastikan bahwa ini Anda',
  'portal.card.text':
    'Halaman ini hanya untuk penerima e-mail kami. Isinya ditampilkan setelah kami memastikan bahwa Anda penerimanya.',
  'portal.card.byChat':
    'Kami dapat mengirim kode enam angka ke percakapan Anda dengan Satu Pintu di chat. Kode berlaku {minutes} menit.',
  'portal.card.send': 'Kirim kode ke chat',
  'portal.card.sendAgain': 'Kirim kode baru',
  'portal.card.sent':
    'Bila penerima e-mail ini memakai Satu Pintu di chat, kodenya sudah kami kirim ke sana. Hanya kode terbaru yang berlaku, selama {minutes} menit.',
  'portal.card.code': 'Kode dari chat',
  'portal.card.confirm': 'Open',
  'portal.card.wrong':
    'Kode tidak cocok atau sudah tidak berlaku. Setelah {most} kali salah, tautan ini dikunci.',
  'portal.card.tooMany':
    'Sudah terlalu banyak kode diminta. Pakai kode terakhir, atau minta lagi setelah 15 menit.',
  'portal.card.byLogin': 'Bila tidak memakai chat, masuklah dengan User ID Anda.',
  'portal.card.tooWrong':
    'Dalam 24 jam terakhir terlalu banyak dimasukkan kode yang salah, jadi untuk sementara tidak ada kode yang diterima. Buka kartunya di chat dengan `/pintu inbox`, atau masuklah dengan User ID Anda.',
  'portal.card.others':
    'E-mail dengan tautan ini dikirim kepada orang lain, sedangkan Anda masuk sebagai {name}. Yang menunggu Anda sendiri dapat dilihat di chat dengan `/pintu inbox`.',
  'portal.card.expired': 'Masa berlaku tautan ini, {hours} jam, sudah lewat.',
  'portal.card.locked': 'Tautan ini dikunci karena {most} kali dimasukkan kode yang salah.',
  'portal.card.gone':
    'Kartunya tetap dapat dibuka di chat: tulis `/pintu inbox` kepada Satu Pintu. Atau minta e-mail dengan tautan baru.',
  'portal.card.again': 'Kirim e-mail baru',
  'portal.card.againSent':
    'E-mail dengan tautan baru kami kirim ke alamat penerima e-mail sebelumnya. Bila tidak terlihat, periksa folder spam.',
  'portal.card.nothing': 'Kartu ini tidak dapat ditampilkan lagi untuk Anda.',
  'portal.card.back': 'Kembali ke kartu',

  'portal.form.errors': 'Ada isian yang perlu diperbaiki:',
  'portal.form.optional': '(opsional)',
  'portal.form.redraw': 'Perbarui isian',
  'portal.form.find': 'Cari',
  'portal.form.clear': 'Hapus pilihan',
  'portal.form.choose': 'Pilih salah satu hasil pencarian.',
  'portal.form.nothingFound': 'Tidak ada yang cocok. Coba kata lain.',
  'portal.form.keepHint': 'Hapus centang untuk membuang berkas.',

  'portal.refused.title': 'Tidak dapat dilanjutkan',
  'portal.notFound.title': 'Halaman tidak ada',
  'portal.notFound.text':
    'Alamat ini tidak ada, atau Anda tidak berhak melihatnya. Periksa alamatnya atau mulai dari halaman depan.',
  'portal.tooMany.title': 'Terlalu banyak permintaan',
  'portal.tooMany.text':
    'Terlalu banyak permintaan datang dari alamat internet Anda. Tunggu beberapa menit, lalu coba lagi.',
  'portal.expired.title': 'Halaman ini sudah tidak berlaku',
  'portal.expired.text':
    'Tidak ada yang berubah. Halaman terlalu lama terbuka, Anda login atau logout di jendela lain, atau cookie diblokir. Muat ulang halaman sebelumnya dan coba lagi.',
  'portal.tooLarge.title': 'Kiriman terlalu besar',
  'portal.tooLarge.text':
    'Berkas yang dikirim sekaligus terlalu besar. Kembali ke halaman sebelumnya dan kirim lebih sedikit.',
  'portal.bad.title': 'Permintaan tidak dapat dibaca',
  'portal.bad.text':
    'Peramban mengirim sesuatu yang tidak kami mengerti, dan tidak ada yang berubah. Muat ulang halaman sebelumnya dan coba lagi.',
  'portal.failed.title': 'Ada kesalahan',

  'portal.mail.card.subject': 'Tautan baru untuk halaman Anda',
  'portal.mail.card.text':
    'Anda, atau seseorang yang memiliki tautan lama, meminta tautan baru ke halaman kartu Anda. Buka halamannya di bawah; isinya ditampilkan setelah kami memastikan bahwa Anda yang membukanya.',
  'portal.mail.account.subject': 'Create New Account: pastikan e-mail Anda',
  'portal.mail.account.text':
    'Seseorang, semoga Anda sendiri, ingin mengajukan User ID baru dengan alamat e-mail ini. Buka tautan di bawah untuk mengisi Form Pendaftaran User ID Baru. Bila bukan Anda, abaikan e-mail ini.',
  'portal.mail.account.link': 'Isi formulir',
} as const;
