/** The words of the satker desk of how its users log in, and what becomes of who does not, in Indonesian, which the types are read from. */
export const id = {
  'satker.report.kind': 'laporan login (`/satker logins`)',
  'satker.report.title': 'Laporan login {file}',
  'satker.report.done': 'Selesai',
  'satker.report.partly': 'Sebagian tidak terbaca',
  'satker.report.people': 'Orang yang loginnya tercatat',
  'satker.report.unknown': 'NIK yang tidak terdaftar di satker Anda',
  'satker.report.wrong': 'Baris yang perlu diperbaiki',
  'satker.report.problems':
    'Perbaiki baris ini, lalu kirim lagi; yang sudah tercatat tidak dihitung dua kali',
  'satker.report.nikDigits':
    'NIK tersimpan sebagai angka, sehingga angkanya dapat berubah. Ubah format kolom menjadi Teks, lalu ketik ulang.',
  'satker.report.when': 'Isi tanggal dan jam login dengan tahun empat angka, misalnya 31/05/2026 08.30.',
  'satker.report.future': 'Waktu ini belum terjadi.',
  'satker.report.template': 'Templat laporan login',
  'satker.report.sheet': 'Login',
  'satker.report.column': 'Login Terakhir',
  'satker.template.file': 'laporan-login.xlsx',
  'satker.template.nik': 'NIK 16 angka, disimpan sebagai teks agar angkanya tidak hilang.',
  'satker.template.login':
    'Tanggal dan jam login terakhir menurut waktu setempat, misalnya 31/05/2026 08.30. Yang terbaru yang dihitung.',
  'satker.template.send':
    'Isi lembar pertama, simpan, lalu kirim berkasnya kepada Satu Pintu di pesan langsung atau di channel yang ditautkan.',

  'satker.login.title': 'Masuk ke MyIntress',
  'satker.login.link': 'Masuk dengan NIK (MyIntress)',
  'satker.login.byUserId': 'Login dengan User ID',
  'satker.login.captchaNeeded':
    'Centang “Saya bukan robot”, isi password sekali lagi, lalu tekan Masuk dan Izinkan Akses.',
  'satker.login.noScript':
    'Pemeriksaan ini memerlukan JavaScript. Aktifkan JavaScript di peramban, lalu muat ulang halaman ini.',
  'satker.login.captcha': 'Centang untuk memastikan bahwa Anda bukan robot.',
  'satker.login.next': 'Selanjutnya',
  'satker.login.submit': 'Masuk dan Izinkan Akses',
  'satker.login.otherNik': 'Gunakan NIK lain',
  'satker.login.empty': 'Isi password akun DIGIT Anda.',
  'satker.login.failed':
    'NIK atau password tidak cocok, atau sudah terlalu banyak percobaan. Periksa keduanya, atau coba lagi setelah 15 menit. Bila lupa password, atur ulang di DIGIT.',
  'satker.login.closed': 'Akses Anda baru saja ditutup. Hubungi satker atau KPPN Anda.',
  'satker.login.down':
    'DIGIT sedang tidak dapat dihubungi, dan tidak ada yang berubah. Coba lagi beberapa saat lagi.',
  'satker.login.notRegistered':
    'Akun DIGIT Anda benar, tetapi Anda tidak terdaftar di satker mana pun. Hubungi satker atau KPPN Anda.',
  'satker.login.REGISTERED':
    'MyIntress belum dapat dibuka. Status pendaftaran Anda: {status}. Tunggu persetujuan KPPN.',
  'satker.login.notOpen':
    'MyIntress tidak dapat dibuka. Status pendaftaran Anda: {status}. Hubungi satker atau KPPN Anda.',
  'satker.login.DORMANT':
    'Akses Anda berstatus {status}. Tulis `/satker reactivate` kepada Satu Pintu di chat untuk meminta KPPN mengaktifkannya kembali.',
  'satker.login.otherEmail':
    'E-mail akun DIGIT Anda berbeda dari yang didaftarkan satker. Minta satker atau KPPN Anda menyamakannya.',
  'satker.login.sandbox':
    'sandbox: DIGIT tiruan. Akun contoh Ali Rahman (3173051201900001) dan Siti Nurhaliza (3173056505920002) memakai password “{password}”.',
  'satker.activate.closed':
    'Tautan ini hanya untuk password pertama. Akun DIGIT ini sudah diaktifkan, atau sekarang memakai e-mail lain. Masuklah dengan NIK dan password Anda.',
  'satker.activate.title': 'Aktivasi akun DIGIT',
  'satker.activate.submit': 'Aktifkan akun',
  'satker.activate.done':
    'Akun DIGIT Anda sudah aktif. Masuklah dengan NIK dan password ini setelah status pendaftaran Anda 2 Aktif.',

  'satker.summary.title': 'Pengguna Dormant {unit}, {day}',
  'satker.summary.dormant': 'Menjadi Dormant hari ini: {count, number}',
  'satker.summary.soon': 'Menjadi Dormant dalam {days} hari bila tidak login: {count, number}',
  'satker.summary.more': 'dan {count, number} orang lagi',
  'satker.summary.moreSatkers': 'dan {count, number} satker lagi',
} as const;
