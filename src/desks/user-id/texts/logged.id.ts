/** What the log calls what was done, of the User ID desk, in Indonesian, which the types are read from. */
export const id = {
  'logged.user-id.agreed': 'Menyetujui sebagai salah satu pemutus tahap',
  'logged.user-id.approved': 'Menyetujui permohonan',
  'logged.user-id.confirmed': 'Membuat User ID',
  'logged.user-id.objected': 'Menolak sebagai salah satu pemutus tahap',
  'logged.user-id.rejected': 'Menolak permohonan',
  'logged.user-id.submitted': 'Mengajukan permohonan User ID',
  'logged.user-id.withdrawn': 'Menarik permohonan',
} as const;
