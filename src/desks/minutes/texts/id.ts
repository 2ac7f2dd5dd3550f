/** What the berita acara of records says, and what is said of it. */
export const id = {
  'minutes.button': 'Berita acara',
  'minutes.open': 'Buka berita acara',
  'minutes.title': 'Berita acara {reference}',
  'minutes.heading': 'Berita Acara',
  'minutes.making':
    'Berita acara sedang dibuat dan ditandatangani. Berkasnya dikirim ke percakapan Anda; sebentar lagi dapat juga dibuka di sini.',
  'minutes.ready':
    'Berita acara yang Anda minta sudah dibuat dan ditandatangani: {name}. Kode QR di dalamnya membuka halaman untuk memeriksa keasliannya.',
  'minutes.refuse.none':
    'Berita acara tidak tersedia untuk Anda: permohonannya belum selesai diputuskan, sudah tidak ada, atau Anda tidak berhak melihatnya.',
  'minutes.kept': 'Sudah mendapat berita acara.',
  'minutes.field.kind': 'Jenis',
  'minutes.field.reference': 'Nomor',
  'minutes.field.status': 'Status',
  'minutes.field.madeAt': 'Dibuat pada',
  'minutes.field.signer': 'Ditandatangani oleh',
  'minutes.field.fingerprint': 'Sidik jari sertifikat (SHA-256)',
  'minutes.asked': 'Yang diajukan',
  'minutes.steps': 'Riwayat: kapan, oleh siapa, dan mengapa',
  'minutes.attached': 'Lampiran',
  'minutes.nothingAttached': 'Tidak ada lampiran.',
  'minutes.check': 'Periksa berita acara ini',
  'minutes.checkText':
    'Pindai kode ini. Halamannya memastikan bahwa berita acara ini diterbitkan oleh Satu Pintu, dan memberi tahu bila datanya berubah sesudahnya. Tanda tangannya juga dapat diperiksa tanpa halaman itu, dengan pembaca PDF mana pun.',
  'minutes.pageOf': 'Halaman {page} dari {pages}',
  'minutes.unknownSigns':
    'Karakter yang tidak ada dalam huruf dokumen ini ditulis dengan nomor Unicode-nya, misalnya [U+A98F].',
  'minutes.page.makeText':
    'Berita acara memuat apa yang diajukan, siapa yang memutuskannya, kapan, dan mengapa. Satu Pintu membuat dan menandatanganinya untuk Anda.',
  'minutes.page.make': 'Buat berita acara',
  'minutes.page.given':
    'Berita acara ini dibuat untuk Anda dan ditandatangani oleh Satu Pintu. Kode QR di dalamnya membuka halaman untuk memeriksa keasliannya.',
  'minutes.page.issued': 'Berita acara ini diterbitkan dan ditandatangani oleh Satu Pintu.',
  'minutes.page.changed':
    'Data di dalamnya berubah sesudah itu, pada {time}. Berita acara ini memuat keadaan sebelumnya.',
  'minutes.page.compare': 'Bandingkan berkas',
  'minutes.page.file': 'Berkas PDF berita acara',
  'minutes.page.fileHint':
    'Pilih berkasnya atau letakkan di sini. Berkas dibandingkan di peramban Anda dan tidak dikirim ke mana pun.',
  'minutes.page.same': 'Sama: berkas ini persis seperti yang diterbitkan.',
  'minutes.page.other': 'Berbeda: berkas ini bukan yang diterbitkan, atau telah diubah.',
  'minutes.page.without': 'Tanpa halaman ini',
  'minutes.page.withoutText':
    'SHA-256 berkas Anda harus sama dengan yang di atas. Pembaca PDF memeriksa tanda tangannya dengan sertifikat penerbitnya:',
  'minutes.retention.files': 'Berkas berita acara',
} as const;
