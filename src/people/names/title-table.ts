/**
 * What stands beside names in Indonesia and is no part of them (S-4). docs/name-comparison.md shows these groups, and
 * an operator adds to them by NAME_TITLES. Titles of nobility, clan and custom (R., Rr., Tb., Andi, Dt.) are none of
 * these: the civil register holds them as a part of the name.
 */
export interface TitleGroup {
  /** Who bears them. */
  means: string;
  /** On which side of a name. Set off by a comma they are known on either. */
  place: 'before' | 'after' | 'either';
  /** As they are written, with commas between them. */
  titles: string;
  /** The rule that they come from or who gives them; common usage where we know of no more. */
  source: string;
  /** The day or year from which they are given, or have to be borne. */
  since?: string;
}

const commonUsage = 'common usage';

/** The degrees of one level: its letters before those of each field. */
function degrees(level: string, fields: string): string {
  return fields
    .split(',')
    .map((field) => `${level}${field.trim()}.`)
    .join(', ');
}

const fields = `AB, Adm, Ag, Agr, Ak, Akun, An, Ant, AP, Ars, Bio, Bns, Des, Ds, E, E.I, E.Sy, Far, Farm, Fil, Fil.I, Fil.H, Geo, Gz, H, H.I,
  H.H, Han, Hum, Hut, I.Kom, IK, Ikom, In, Inf, IP, I.P, I.Pol, I.Pust, K.M, Keb, Ked, Kel, Kep, Kes, Kesos, Kom, Kom.I, Ling, Log, M, Mat, Mb, Mn,
  Or, P, Par, Pd, Pd.B, Pd.H, Pd.I, Pd.K, Pd.SD, Pi, Ptk, Pt, Psi, Psi.I, PWK, S, Si, Si.Teol, SI, Sn, Sos, Sos.H, Sos.I, Stat, Sy, T, T.P, Th,
  Th.I, Th.K, T.I, Tr, Ud, Vet`;

const appliedFields = `Ak, Akun, AP, Bns, Ds, Farm, Gz, Han, I.P, IP, Im, K, Keb, Kep, Kes, KG, Kom, Kpn, M, P, Par, Pel, Pi, Pjk, Pt, RMIK, Rad,
  Si, Sos, Stat, T, TLM, Tra`;

const specialities = `A, Ak, An, And, B, BA, BM, BP, BS, BTKV, D, DV, DVE, EM, F, FK, FM, FR, GK, JP, K, KJ, KK, KFR, KG, KGA, KKLP, KL, KN, KO, KP,
  M, MK, N, OG, Ok, Onk.Rad, OT, Ort, P, PA, PD, Perio, PK, PM, Pros, Rad, RKG, S, THT, THT-KL, THT-BKL, U`;

export const titleGroups: readonly TitleGroup[] = [
  {
    means: 'Bendahara Negara Tersertifikasi: certified treasurers',
    place: 'after',
    titles: 'BNT',
    source: 'Perpres 7/2016, PMK 128/PMK.05/2017',
    since: '2020-05-04',
  },
  {
    means: 'PPK and PPSPM Negara Tersertifikasi',
    place: 'after',
    titles: 'PNT, SNT',
    source: 'PMK 211/PMK.05/2019',
    since: '2026-01-01',
  },
  { means: 'forensic auditors', place: 'after', titles: 'CFrA', source: 'LSP Auditor Forensik' },
  {
    means: 'auditors, accountants, officers of risk and heads of audit in government',
    place: 'after',
    titles: `CGAA, CGCAE, CGAP, CGRE, CRMO, CRMP, CRGP, CRMA, CCSA, CACP, QIA, QRMO, QRMP, QCRO, ERMAP, ERMCP`,
    source: commonUsage,
  },
  {
    means: 'accountants, auditors, tax consultants, planners of finance',
    place: 'after',
    titles: `Ak., Akt., CA, ASEAN CPA, CPA, ACPA, CPSAK, CMA, CPMA, CFA, CFE, CIA, CISA, CISM, CISSP, CRISC, CTA, ACCA, FCCA, BKP, CFP, CPI, MAPPI,
      CertDA, Cert.IPSAS, CSRS, CSRA, CIB, WMI, WPPE`,
    source: commonUsage,
  },
  {
    means: 'project managers, buyers, mediators, advocates, people in personnel and technology',
    place: 'after',
    titles: `PMP, CAPM, CIPS, MCIPS, CHRP, CHRM, CHRMP, CHRA, CIRP, Adv., CLA, CIL, CLI, CCD, CPCLE, CCMs., FCBArb., FIIArb., CEH, CCNA, CCNP, MCP,
      ITIL, TOGAF, COBIT, CDMP, CPS, CPR, CBAP, CSM, CIQaR, CIQnR`,
    source: commonUsage,
  },
  {
    means: 'teachers with the professional certificate',
    place: 'either',
    titles: 'Gr.',
    source: 'Permendikbud 87/2013, article 14',
    since: '2013',
  },
  {
    means: 'engineers; before 1993 graduates of engineering and agriculture',
    place: 'either',
    titles: 'Ir.',
    source: 'UU 11/2014',
  },
  {
    means: 'professional engineers',
    place: 'after',
    titles: 'IPP, IPM, IPU, ASEAN Eng., APEC Eng., ACPE, AER, P.Eng., C.Eng.',
    source: 'Persatuan Insinyur Indonesia',
  },
  {
    means: 'physicians, dentists, veterinarians, pharmacists, nurses, midwives, therapists',
    place: 'either',
    titles: 'dr., drg., drh., apt., Ns., Ners, Bdn., Bd., Ftr., Psikolog',
    source: commonUsage,
  },
  {
    means: 'specialists; with its dots any field is known',
    place: 'after',
    titles: `${degrees('Sp.', specialities)}, Sp.KMB, Sp.Kep.MB, Sp.Kep.J, Sp.Kep.An, Sp.Kep.Mat, Sp.Kep.Kom`,
    source: 'Permenristekdikti 59/2018',
  },
  {
    means: 'fellows and members of colleges of medicine and nursing',
    place: 'after',
    titles:
      'FINASIM, FIHA, FICS, FACS, FACC, FESC, FAPSC, FISQua, FINSDV, FRCS, MRCP, AIFO, CWCC, CWCCA, M.Biomed.',
    source: commonUsage,
  },
  {
    means: 'Sarjana',
    place: 'after',
    titles: `${degrees('S.', fields)}, S.I.K., S.K.G., S.K.H., S.K.M., S.I.A., S.I.I.P., S.IIP., SE.I., SE.Sy., SE.Ak., S.P.N., S.TP., S.Pd.AH., S.PAK., S.Pd.TK.`,
    source: 'Kepmendikbud 036/U/1993, Permendikbud 154/2014, Permenristekdikti 59/2018',
    since: '1993',
  },
  {
    means: 'Magister',
    place: 'after',
    titles: `${degrees('M.', fields)}, M.A., M.A.P., M.A.R.S., M.B.A., M.E.P., M.Ec., M.Ec.Dev., M.Ed., M.Epid., M.H.Kes., M.H.Li., M.I.L., M.K.K.K., M.K.M., M.Kn., M.M.,
      M.M.Pd., M.M.S.I., M.M.T., M.P.A., M.P.H., M.P.K.P., M.P.M., M.P.P., M.P.Kim., M.P.Mat., M.PFis., M.Sc., M.S.A., M.S.E., M.S.M., M.S.P., M.T.I., M.T.P., M.Tax., M.PAK., M.Pd.AH., M.Div., M.Min.,
      M.Theol., M.A.B., M.D.S., M.C.S., M.Phil., M.Res., M.U.R.P.`,
    source: 'Kepmendikbud 036/U/1993, Permendikbud 154/2014, Permenristekdikti 59/2018',
    since: '1993',
  },
  {
    means: 'Ahli Pratama, Muda and Madya; with its dots any field of a Madya is known',
    place: 'after',
    titles: `A.Md., ${degrees('A.Md.', appliedFields)}, A.Ma., ${degrees('A.Ma.', 'Pd, Pd.SD, Pd.TK, Pust, PKB')}, ${degrees('A.P.', 'Kom, Pel, Par')}, A.M.K., A.M.Keb., A.M.K.L.`,
    source: 'Kepmendikbud 036/U/1993, Permendikbud 154/2014',
    since: '1993',
  },
  {
    means: 'Sarjana and Magister Terapan; with its dots any field is known',
    place: 'after',
    titles: `S.Tr., M.Tr., ${degrees('S.Tr.', appliedFields)}, ${degrees('M.Tr.', appliedFields)}, S.S.T., ${degrees('S.ST.', 'Ak, Ars, Ft, Han, Keb, Kep, MK, Par, Pel, Pi, TD')}, S.STP., S.SiT., S.T.K., S.T.Han.`,
    source: 'Permendikbud 154/2014, Permenristekdikti 59/2018',
    since: '2014',
  },
  {
    means: 'degrees of the schools of religion; those with the letter of a religion until 2016',
    place: 'after',
    titles:
      'S.Ag., S.Ud., S.Sy., S.H.I., S.Pd.I., S.Th.I., S.Sos.I., S.Kom.I., S.E.Sy., S.Pd.H., S.Fil.H., S.Pd.K., M.Ag., M.H.I., M.Pd.I., M.E.I., M.E.Sy.',
    source: 'PMA 36/2009, PMA 33/2016',
    since: '2009',
  },
  {
    means: 'Doktor, honorary Doktor, Profesor',
    place: 'either',
    titles:
      'Dr., Prof., Profesor, H.C., Dr.h.c., Dr.-Ing., Dr.rer.nat., Dr.rer.pol., Dr.iur., Dr.Eng., Dr.Sc.',
    source: 'Permenristekdikti 59/2018',
  },
  {
    means: 'Doktorandus and Doktoranda',
    place: 'either',
    titles: 'Drs., Dra.',
    source: 'until Kepmendikbud 036/U/1993',
  },
  {
    means: 'degrees of other countries',
    place: 'after',
    titles: `Ph.D., D.B.A., D.Phil., D.Sc., D.Eng., D.P.A., D.E.A., Ed.D., Dr.P.H., D.Th., D.Min., Th.D., Th.M., J.D., S.J.D., LL.B., LL.M., Psy.D., M.D., B.A., B.Ac., B.Acc., B.B.A., B.Com.,
      B.Comp.Sc., B.E., B.Ed., B.Eng., B.Fin., B.Hons., B.I.T., B.Mus., B.Sc., B.Tech., B.Th., Lc., Lic., Lic.Th., Dipl., Dipl.Ing., M.Acc., M.App.Sc., M.Bus., M.Com., M.Comp.Sc., M.Econ., M.Eng., M.Fin.,
      M.I.S., M.Med.Ed., M.P.Acc., M.Pub.Pol., M.S., M.Sc.PH., M.Soc.Sc., M.Med.Sc., M.H.Sc., M.I.T.`,
    source: commonUsage,
  },
  {
    means: 'who has made the hajj',
    place: 'before',
    titles: 'H., Hj., Hjh., Haji, Hajjah, Hajah',
    source: commonUsage,
  },
  {
    means: 'teachers and leaders of Islam',
    place: 'before',
    titles: `K.H., Kyai, Kiai, Kyai Haji, Kiai Haji, Ust., Ustaz, Ustadz, Ustad, Ustazah, Ustadzah, T.G.H., Tuan Guru, Tuan Guru Haji, Tgk., Teungku, A.G.H.`,
    source: commonUsage,
  },
  {
    means: 'ministers, priests, monks and elders of other faiths',
    place: 'before',
    titles:
      'Pdt., Pendeta, Pdm., Pdp., Ev., Ps., Pnt., Dkn., Romo, Pastor, Mgr., Sr., Suster, Bruder, Bhikkhu, Bhiksu, Bhante, Pandita, Pinandita, Ws., Js., Xs.',
    source: commonUsage,
  },
  {
    means: 'diocesan priests and members of orders',
    place: 'after',
    titles:
      'Pr., S.J., O.F.M., O.F.M.Cap., S.V.D., M.S.C., M.S.F., C.I.C.M., C.Ss.R., O.Carm., O.S.C., O.P., S.D.B., S.X., O.S.U., C.M., C.B.',
    source: commonUsage,
  },
  {
    means: 'forms of address',
    place: 'before',
    titles: 'Bapak, Bpk., Ibu, Sdr., Sdri., Saudara, Saudari, Tn., Tuan, Ny., Nyonya, Nn.',
    source: commonUsage,
  },
];

/**
 * Titles with a vowel that nobody bears as a name: these, and those that cannot be spoken (ST, BNT), are known at the
 * end of a name without comma and dots too. MA, MEI, SIA or MARS are what somebody is called there.
 */
export const nobodysNames: ReadonlySet<string> = new Set(
  `SE SEAK SIKOM SKOM SSOS SSOSI SSI SPSI SPDI SHUM SHUT SKEP SKEB SKED SFARM STHI MSI MPSI MPDI MKOM MIKOM MSOS MHUM MKES
   MKEP MKEB MBA MPA MMSI MTI AMD AMDKEP AMDKEB AMDAK AMDKOM STRKEB STRKEP PROF AK CA CPA ACPA CMA CFA CFE CISA ACCA CFP
   CFRA CGAA CGCAE CGAP CGRE CRMO CRMA CACP QRMO QCRO IPM IPP IPU ACPE CAPM CIPS CHRA NERS APT PSIKOLOG`.split(
    /\s+/,
  ),
);
