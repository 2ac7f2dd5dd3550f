export const portal = {
  'portal.name': 'Satu Pintu',
  'portal.skip': 'Langsung ke isi',
  'portal.language': 'Bahasa',
  'portal.logout': 'Logout',
  'portal.footer': 'Satu Pintu: satu tempat untuk meminta, mengurus, dan memakai akun.',

  'portal.field.userId': 'User ID',
  'portal.field.password': 'Password',
  'portal.field.show': 'Show Password',

  'portal.login.title': 'Login',
  'portal.login.submit': 'Login',
  'portal.login.back': 'Kembali ke halaman Login',
  'portal.login.empty': 'Isi User ID dan kata sandi.',
  'portal.login.failed':
    'User ID atau kata sandi tidak cocok. Setelah beberapa kali gagal, akun ditutup sementara selama 15 menit.',
  'portal.login.captchaNeeded': 'Centang dahulu bahwa Anda bukan robot, lalu coba lagi.',
  'portal.login.forgot': 'Lupa kata sandi?',
  'portal.login.newText': 'Belum punya User ID?',
  'portal.login.fromChat':
    'Sudah memakai Satu Pintu di chat? Tulis /pintu portal di sana untuk masuk tanpa kata sandi.',
  'portal.login.out': 'Anda sudah keluar.',
  'portal.captcha.hint': 'Sudah beberapa kali gagal, jadi kami perlu memastikan bahwa ini bukan robot.',
  'portal.captcha.noScript':
    'Pemeriksaan ini memerlukan JavaScript. Tanpa JavaScript, gunakan “Lupa kata sandi?” untuk masuk lewat e-mail Anda.',

  'portal.forgot.title': 'Lupa kata sandi?',
  'portal.forgot.text':
    'Tulis User ID atau e-mail Anda. Kami mengirim tautan untuk mengatur kata sandi baru.',
  'portal.forgot.field': 'User ID atau e-mail',
  'portal.forgot.empty': 'Isi User ID atau e-mail Anda.',
  'portal.forgot.submit': 'Kirim tautan',
  'portal.forgot.sent': 'Periksa e-mail Anda',
  'portal.forgot.sentText':
    'Bila ada akun dengan data itu, tautannya sudah dalam perjalanan. Tautan berlaku satu kali, selama 24 jam.',

  'portal.account.title': 'Create New Account',
  'portal.account.text':
    'Mulai dengan alamat e-mail Anda. Kami mengirim tautan untuk membuka formulir permohonan User ID.',
  'portal.account.field': 'E-mail',
  'portal.account.submit': 'Kirim tautan',
  'portal.account.sent': 'Periksa e-mail Anda',
  'portal.account.sentText': 'Kami mengirim tautan ke {email}. Tautan berlaku satu kali, selama satu jam.',
  'portal.account.proven': 'Alamat {email} terbukti milik Anda.',
  'portal.account.proceed': 'Buka formulir',
  'portal.account.again': 'Minta tautan baru',

  'portal.enter.title': 'Masuk ke portal',
  'portal.enter.text': 'Masuk sebagai {name}. Tautan ini hanya dapat dipakai satu kali.',
  'portal.enter.submit': 'Masuk',

  'portal.link.title': 'Tautan tidak berlaku lagi',
  'portal.link.used': 'Tautan ini sudah dipakai.',
  'portal.link.expired': 'Tautan ini sudah kedaluwarsa.',

  'portal.file.title': 'Unduh lampiran',
  'portal.file.once': 'Tautan ini hanya dapat dipakai satu kali.',
  'portal.file.submit': 'Unduh',

  'portal.password.title': 'Ubah kata sandi',
  'portal.password.new': 'Kata sandi baru',
  'portal.password.repeat': 'Ulangi kata sandi baru',
  'portal.password.submit': 'Ubah Password',
  'portal.password.policy': 'Kata sandi baru harus:',
  'portal.password.ruleLength': 'terdiri dari {min} sampai {max} karakter',
  'portal.password.ruleStrong': 'sulit ditebak: bukan nama, tanggal, atau kata yang umum',
  'portal.password.ruleSame': 'sama di kedua isian',
  'portal.password.met': 'terpenuhi',
  'portal.password.unmet': 'belum terpenuhi',
  'portal.password.tooShort': 'Kata sandi terlalu pendek: paling sedikit {min} karakter.',
  'portal.password.tooLong': 'Kata sandi terlalu panjang: paling banyak {max} karakter.',
  'portal.password.weak': 'Kata sandi ini mudah ditebak. Gabungkan beberapa kata yang tidak berhubungan.',
  'portal.password.differs': 'Kedua isian kata sandi tidak sama.',
  'portal.password.busy': 'Kata sandi belum dapat diperiksa karena sedang ramai. Coba sekali lagi.',
  'portal.password.done': 'Kata sandi sudah diubah',
  'portal.password.doneText': 'User ID {userId} siap dipakai dengan kata sandi yang baru.',
  'portal.password.gone': 'Tautan tidak berlaku lagi',
  'portal.password.usedText':
    'Tautan ini sudah dipakai untuk mengatur kata sandi. Bila itu bukan Anda, minta tautan baru sekarang.',
  'portal.password.expiredText':
    'Tautan ini sudah lebih dari 24 jam. Minta tautan baru; kami mengirimnya ke e-mail Anda.',
  'portal.password.renew': 'Kirim tautan baru',
  'portal.password.sent': 'Tautan baru sudah dikirim',
  'portal.password.sentText': 'Periksa e-mail Anda. Tautan berlaku satu kali, selama 24 jam.',

  'portal.home.title': 'Permohonan saya',
  'portal.home.greeting': 'Selamat datang, {name}',
  'portal.home.account': 'Anda masuk dengan User ID {userId}.',
  'portal.home.nothing': 'Anda belum mengajukan apa pun.',
  'portal.home.back': 'Ke halaman utama',
  'portal.request.decideInChat':
    'Permohonan ini menunggu keputusan Anda. Putuskan dari kartu yang dikirim Satu Pintu di chat.',

  'portal.progress.done': 'selesai',
  'portal.progress.current': 'sedang berjalan',
  'portal.progress.ahead': 'belum',
  'portal.progress.stopped': 'berhenti di sini',

  'portal.form.errors': 'Ada yang perlu diperbaiki:',
  'portal.form.optional': '(opsional)',
  'portal.form.redraw': 'Perbarui formulir',
  'portal.form.find': 'Cari',
  'portal.form.clear': 'Hapus pilihan',
  'portal.form.nothingFound': 'Tidak ada yang cocok. Coba kata lain.',
  'portal.form.keepHint': 'Hilangkan centang untuk tidak menyertakan berkas.',

  'portal.notFound.title': 'Halaman tidak ada',
  'portal.notFound.text': 'Halaman ini tidak ada, atau bukan untuk Anda.',
  'portal.refused.title': 'Belum dapat dilakukan',
  'portal.expired.title': 'Halaman ini sudah terlalu lama terbuka',
  'portal.expired.text':
    'Demi keamanan, isian dari halaman lama tidak diterima. Kembali, muat ulang halamannya, lalu coba lagi.',
  'portal.tooLarge.title': 'Kiriman terlalu besar',
  'portal.tooLarge.text': 'Paling besar 5 MB per berkas, dan paling banyak 10 berkas.',
  'portal.tooMany.title': 'Terlalu banyak percobaan',
  'portal.tooMany.text': 'Tunggu beberapa menit, lalu coba lagi.',
  'portal.bad.title': 'Permintaan tidak dapat dibaca',
  'portal.bad.text': 'Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi.',
  'portal.failed.title': 'Maaf, ada gangguan',

  'portal.mail.account.subject': 'Buka formulir permohonan User ID',
  'portal.mail.account.text':
    'Ada yang meminta formulir permohonan User ID dengan alamat e-mail ini. Bila itu bukan Anda, abaikan saja.',
  'portal.mail.account.once': 'Tautan hanya dapat dipakai satu kali dan berlaku satu jam.',
  'portal.mail.account.link': 'Buka formulir',
} as const;
