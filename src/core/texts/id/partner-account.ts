export const partnerAccount = {
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
  'partnerAccount.file': 'formulir mitra kerja dan sekretaris (/partner template)',
  'partnerAccount.followed': 'Whitelist dan mapping sekretaris dikonfirmasi {time}.',
  'partnerAccount.expected.new': '{name} sudah terdaftar dengan e-mail ini. Hapus baris ini.',
  'partnerAccount.hub.endedLine':
    'Directory Hub: {ended, number} dari {all, number} akun yang diurungkan sudah diakhiri, {waiting, number} menunggu, {refused, number} ditolak.',
  'partnerAccount.undo':
    'Directory Hub tidak dapat menghapus akun. Akun yang sudah dikirim ke sana diakhiri per kemarin; di sini akunnya dihapus.',
} as const;
