/** The words of the satker desk of what has been done: to whoever did it, in threads, logs and letters, in Indonesian, which the types are read from. */
export const id = {
  'satker.acted.approve': 'Disetujui: {number}. {name} kini aktif dan dapat masuk ke MyIntress.',
  'satker.acted.reject':
    'Ditolak: {number}. Pendaftaran {name} berakhir di sini, dan satker diberi tahu alasan Anda.',
  'satker.acted.withdraw': 'Ditarik: {number}. KPPN tidak lagi memutuskan pendaftaran {name}.',
  'satker.acted.deactivate':
    'Dinonaktifkan: {number}. {name} tidak dapat lagi mengakses MyIntress untuk {satker}.',
  'satker.acted.giveBack': 'Dikembalikan: {number}. Pengirimnya diberi tahu apa yang perlu diperbaiki.',
  'satker.acted.approveReactivation': 'Disetujui: {number}. {name} aktif kembali.',
  'satker.acted.rejectReactivation':
    'Ditolak: {number}. {name} tetap berstatus 3 Dormant, dan pengirim tiket diberi tahu alasan Anda.',
  'satker.acted.withdrawTicket': 'Ditarik: {number}. KPPN tidak lagi menangani tiket ini.',
  'satker.acted.remove': 'Dihapus: {name}. Tiket {number} selesai.',

  'satker.step.reassigned': '{actor} mengalihkan keputusan kepada {to}.',
  'satker.step.registered': '{actor} mendaftarkan {name} di {satker}.',
  'satker.step.registeredByOfficer': '{actor} dari KPPN mendaftarkan {name} di {satker}.',
  'satker.step.registeredFromPaper':
    '{actor} dari KPPN mendaftarkan {name} di {satker} berdasarkan surat di luar tiket. Pengguna ini resmi terdaftar.',
  'satker.step.approved': '{actor} menyetujui pendaftaran {name}; statusnya sekarang 2 Aktif.',
  'satker.step.rejected':
    '{actor} menolak pendaftaran {name}. Pendaftaran ini tidak dapat diubah; daftarkan kembali dengan Tambah Pengguna.',
  'satker.step.withdrawn': '{actor} menarik pendaftaran {name}.',
  'satker.step.replaced': '{actor} mendaftarkan {name} sekali lagi, jadi pendaftaran ini dianggap tidak ada.',
  'satker.step.superseded':
    'Pendaftaran {name} yang lebih baru disetujui, jadi baris yang ditolak ini tidak tercantum lagi.',
  'satker.step.deactivated': '{actor} menonaktifkan {name}.',
  'satker.step.reactivated': '{actor} mengaktifkan kembali {name}.',
  'satker.step.dormant': '{name} menjadi Dormant karena tidak login.',
  'satker.step.deleted': '{actor} menghapus {name} dari {satker}.',
  'satker.step.opened': '{actor} mengirim tiket ini ke KPPN.',
  'satker.step.corrected': '{actor} memperbaiki tiket ini dan mengirimnya lagi.',
  'satker.step.returned':
    '{actor} mengembalikan tiket ini untuk diperbaiki. Tekan “Perbaiki tiket” pada kartu tiket.',
  'satker.step.ticketRegistered':
    '{name} telah resmi terdaftar sebagai pengguna MyIntress tipe Satker di {satker} (oleh {actor}).',
  'satker.step.ticketDeleted': '{name} telah dihapus dari daftar pengguna {satker} (oleh {actor}).',
  'satker.step.ticketReactivated': '{actor} mengaktifkan kembali {name}.',
  'satker.step.ticketRejected': '{actor} menolak permintaan ini. {name} tetap Dormant.',
  'satker.step.ticketWithdrawn': '{actor} menarik tiket ini.',

  'satker.log.reassigned': 'mengalihkan keputusan kepada {to}',
  'satker.log.registered': 'mendaftarkan {name} di {satker}',
  'satker.log.registeredByOfficer': 'mendaftarkan {name} di {satker} sebagai petugas KPPN',
  'satker.log.registeredFromPaper':
    'mendaftarkan {name} di {satker} sebagai petugas KPPN, berdasarkan surat di luar tiket',
  'satker.log.approved': 'menyetujui pendaftaran {name}',
  'satker.log.rejected': 'menolak pendaftaran {name}',
  'satker.log.withdrawn': 'menarik pendaftaran {name}',
  'satker.log.replaced': 'mendaftarkan {name} sekali lagi, sehingga pendaftaran ini dianggap tidak ada',
  'satker.log.superseded':
    'menyetujui pendaftaran {name} yang lebih baru, sehingga baris yang ditolak ini tidak tercantum lagi',
  'satker.log.deactivated': 'menonaktifkan {name}',
  'satker.log.reactivated': 'mengaktifkan kembali {name}',
  'satker.log.dormant': 'mengubah status {name} menjadi 3 Dormant karena tidak login',
  'satker.log.deleted': 'menghapus {name} dari {satker}',
  'satker.log.opened': 'mengirim tiket ke KPPN',
  'satker.log.corrected': 'memperbaiki tiket dan mengirimnya lagi',
  'satker.log.returned': 'mengembalikan tiket untuk diperbaiki',
  'satker.log.ticketRegistered': 'mendaftarkan {name} sebagai pengguna MyIntress tipe Satker di {satker}',
  'satker.log.ticketDeleted': 'menghapus {name} dari daftar pengguna {satker}',
  'satker.log.ticketReactivated': 'mengaktifkan kembali {name}',
  'satker.log.ticketRejected': 'menolak permintaan; {name} tetap berstatus 3 Dormant',
  'satker.log.ticketWithdrawn': 'menarik tiket',

  'satker.removal.WITHDRAWN': 'Pendaftaran ini sudah ditarik.',
  'satker.removal.REPLACED':
    'Pendaftaran ini digantikan oleh yang lebih baru, dengan surat tugas terbaru, dan dianggap tidak ada.',
  'satker.removal.SUPERSEDED':
    'Pengguna ini sudah didaftarkan kembali dan disetujui, jadi baris yang ditolak tidak tercantum lagi.',
  'satker.removal.DELETED': 'Pengguna ini sudah dihapus.',

  'satker.mail.login': 'Masuk ke MyIntress',
  'satker.mail.loginBelow': 'Anda dapat masuk ke MyIntress melalui tautan di bawah.',
  'satker.mail.waiting.subject': 'Pendaftaran pengguna satker {number} menunggu Anda',
  'satker.mail.waiting.text': 'Sebuah pendaftaran pengguna MyIntress tipe Satker menunggu keputusan Anda.',
  'satker.mail.ticket.text': 'Sebuah tiket dari satker menunggu Anda.',
  'satker.mail.approved.subject': 'Anda terdaftar sebagai pengguna MyIntress {satker}',
  'satker.mail.approved.text':
    'Anda telah resmi terdaftar sebagai pengguna MyIntress tipe Satker di {satker}. Masuklah dengan NIK dan password akun DIGIT Anda. Bila akun DIGIT Anda belum diaktifkan, aktifkan dahulu melalui e-mail “Aktivasi akun DIGIT Anda”.',
  'satker.mail.reactivated.subject': 'Akses MyIntress Anda aktif kembali ({satker})',
  'satker.mail.reactivated.text': 'KPPN mengaktifkan kembali akses Anda ke MyIntress untuk {satker}.',
  'satker.mail.deactivated.subject': 'Akses MyIntress Anda dinonaktifkan ({satker})',
  'satker.mail.deactivated.text':
    'KPPN menonaktifkan akses Anda ke MyIntress untuk {satker}. Bila ini keliru atau Anda masih memerlukan akses, hubungi satker Anda.',
  'satker.mail.reminder.subject': 'Login sebelum {day} agar tetap aktif ({satker})',
  'satker.mail.reminder.text':
    'Anda belum login ke MyIntress. Bila tidak login, akses Anda untuk {satker} menjadi Dormant pada {day}.',
  'satker.mail.dormant.subject': 'Akses MyIntress Anda menjadi Dormant ({satker})',
  'satker.mail.dormant.text':
    'Karena Anda lama tidak login, akses Anda ke MyIntress untuk {satker} menjadi Dormant hari ini. KPPN dapat mengaktifkannya kembali bila Anda memintanya.',
  'satker.mail.activation.subject': 'Aktivasi akun DIGIT Anda',
  'satker.mail.activation.text':
    'Akun DIGIT dibuat untuk Anda. Buat password-nya melalui tautan di bawah. MyIntress dapat dibuka setelah status pendaftaran Anda 2 Aktif.',
  'satker.mail.activation.link': 'Aktifkan akun',
} as const;
